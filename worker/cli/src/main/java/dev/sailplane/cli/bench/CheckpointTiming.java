package dev.sailplane.cli.bench;

import java.util.Locale;

/**
 * One line of the report, for one picture.
 *
 * @param stage what is drawn
 * @param bytes of a checkpoint
 * @param stepSeconds median of a step; NaN where none was taken
 * @param checkpointSeconds median of making the bytes
 */
record CheckpointTiming(String stage, int bytes, double stepSeconds, double checkpointSeconds) {
    /** How often a checkpoint is made at most, seconds. */
    private static final double INTERVAL = 5;

    static final String HEADING = String.format(
            Locale.ROOT,
            "%-30s  %9s  %9s  %13s  %9s  %11s",
            "stage, one picture",
            "bytes",
            "ms/step",
            "ms/checkpoint",
            "of a step",
            "one per 5 s");

    String line() {
        String step = Double.isNaN(stepSeconds) ? "-" : String.format(Locale.ROOT, "%.3f", 1000 * stepSeconds);
        String share = Double.isNaN(stepSeconds)
                ? "-"
                : String.format(Locale.ROOT, "%.3f %%", 100 * checkpointSeconds / stepSeconds);
        return String.format(
                Locale.ROOT,
                "%-30s  %9d  %9s  %13.4f  %9s  %9.4f %%",
                stage,
                bytes,
                step,
                1000 * checkpointSeconds,
                share,
                100 * checkpointSeconds / INTERVAL);
    }
}
