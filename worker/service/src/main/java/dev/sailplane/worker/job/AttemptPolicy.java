package dev.sailplane.worker.job;

import java.time.Duration;

/**
 * How often a job is tried. The queue gives up by itself, silently, after a number of deliveries of its own; so
 * {@code maximum} must be smaller than that number: the delivery left over is the one that puts the job aside.
 *
 * @param maximum attempts, at least 1
 * @param pause between a failed attempt and the next one, multiplied by the number of attempts so far
 */
public record AttemptPolicy(int maximum, Duration pause) {
    public AttemptPolicy {
        if (maximum < 1) {
            throw new IllegalArgumentException("a job needs at least one attempt, not " + maximum);
        }
        if (pause.isNegative()) {
            throw new IllegalArgumentException("the pause between attempts must not be negative");
        }
    }

    /** Whether a delivery is one too many. */
    boolean spent(int attempt) {
        return attempt > maximum;
    }

    /** Whether no attempt may follow this one. */
    boolean last(int attempt) {
        return attempt >= maximum;
    }

    Duration pauseAfter(int attempt) {
        return pause.multipliedBy(attempt);
    }
}
