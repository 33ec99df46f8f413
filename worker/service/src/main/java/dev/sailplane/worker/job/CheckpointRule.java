package dev.sailplane.worker.job;

import java.time.Duration;

/**
 * How often work in progress is saved: after so many steps or so much time, whichever comes first.
 *
 * @param interval since the start or the last save; zero for never
 * @param steps since the start or the last save; 0 for never
 */
public record CheckpointRule(Duration interval, int steps) {
    /** Saves nothing but the steps that are asked for, and what is left when the worker stops. */
    public static final CheckpointRule OFF = new CheckpointRule(Duration.ZERO, 0);

    public CheckpointRule {
        if (interval.isNegative() || steps < 0) {
            throw new IllegalArgumentException("interval and steps between checkpoints must not be negative");
        }
    }
}
