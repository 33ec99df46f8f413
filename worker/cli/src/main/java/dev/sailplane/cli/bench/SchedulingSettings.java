package dev.sailplane.cli.bench;

import dev.sailplane.diffusion.pipeline.GenerationRequest;

/**
 * Which jobs come.
 *
 * @param longJobs how many are there from the beginning
 * @param longPictures pictures of each of them
 * @param shortJobs how many come later, of one picture each
 * @param seconds within which they come, at seeded times
 * @param limitSeconds after which a run ends, whatever is left
 * @param rounds how often each order has its turn
 */
record SchedulingSettings(
        int longJobs, int longPictures, int shortJobs, double seconds, double limitSeconds, int rounds) {
    private static final int MOST_JOBS = 1000;
    private static final int LONGEST_SECONDS = 3600;

    SchedulingSettings {
        require("long", longJobs, 1, MOST_JOBS);
        require("long-pictures", longPictures, 1, GenerationRequest.MAXIMUM_COUNT);
        require("short", shortJobs, 1, MOST_JOBS);
        require("seconds", seconds, 0, LONGEST_SECONDS);
        require("limit", limitSeconds, 0, LONGEST_SECONDS);
        require("rounds", rounds, 1, MOST_JOBS);
    }

    private static void require(String option, double value, int least, int most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("--%s is %d to %d, not %s".formatted(option, least, most, value));
        }
    }
}
