package dev.sailplane.devstack.chaos;

import java.time.Duration;

/**
 * How much, how fast and how long.
 *
 * @param seed of the plan
 * @param kills faults in all
 * @param jobsPerSecond orders while faults go on
 * @param inputs different inputs; each is drawn once more when all is quiet
 * @param meanPause between two faults
 */
public record ChaosSettings(long seed, int kills, double jobsPerSecond, int inputs, Duration meanPause) {
    /** Most faults of a run. */
    public static final int MAXIMUM_KILLS = 10_000;
    /** Most orders a second. */
    public static final double MAXIMUM_RATE = 20;
    /** Most different inputs. */
    public static final int MAXIMUM_INPUTS = 1_000;
    /** Longest mean pause in seconds. */
    public static final int MAXIMUM_PAUSE = 60;

    public ChaosSettings {
        require("--kills", kills, 1, MAXIMUM_KILLS);
        require("--jobs-per-second", jobsPerSecond, 0.1, MAXIMUM_RATE);
        require("--inputs", inputs, 1, MAXIMUM_INPUTS);
        require("--pause", meanPause.toMillis() / 1e3, 0.1, MAXIMUM_PAUSE);
    }

    private static void require(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s is %s to %s, not %s".formatted(name, text(least), text(most), text(value)));
        }
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
