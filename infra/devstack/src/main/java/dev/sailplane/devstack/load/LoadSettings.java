package dev.sailplane.devstack.load;

/**
 * How hard and how long.
 *
 * @param rate submits a second while the rate is constant
 * @param seconds of each measured phase
 * @param warmUpSeconds of submits, and as many of reads, before anything is measured
 * @param connections at the same time, over all replicas
 */
public record LoadSettings(int rate, int seconds, int warmUpSeconds, int connections) {
    /** Most submits a second. */
    public static final int MAXIMUM_RATE = 20_000;
    /** Longest phase in seconds. */
    public static final int MAXIMUM_SECONDS = 600;
    /** Most connections. */
    public static final int MAXIMUM_CONNECTIONS = 1_024;

    public LoadSettings {
        require("rate", rate, 1, MAXIMUM_RATE);
        require("seconds", seconds, 1, MAXIMUM_SECONDS);
        require("warm-up", warmUpSeconds, 0, MAXIMUM_SECONDS);
        require("connections", connections, 1, MAXIMUM_CONNECTIONS);
    }

    static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("--%s is %d to %d, not %d".formatted(name, least, most, value));
        }
    }
}
