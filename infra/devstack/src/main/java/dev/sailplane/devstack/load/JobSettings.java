package dev.sailplane.devstack.load;

/**
 * How many jobs and how long.
 *
 * @param rate jobs a second while the rate is constant
 * @param seconds of each measured phase
 * @param warmUpSeconds before anything is measured
 * @param backlog jobs under way at the same time when it goes as fast as it can
 */
public record JobSettings(int rate, int seconds, int warmUpSeconds, int backlog) {
    /** Most jobs under way. */
    public static final int MAXIMUM_BACKLOG = 10_000;

    public JobSettings {
        LoadSettings.require("rate", rate, 1, LoadSettings.MAXIMUM_RATE);
        LoadSettings.require("seconds", seconds, 1, LoadSettings.MAXIMUM_SECONDS);
        LoadSettings.require("warm-up", warmUpSeconds, 0, LoadSettings.MAXIMUM_SECONDS);
        LoadSettings.require("backlog", backlog, 1, MAXIMUM_BACKLOG);
    }
}
