package dev.sailplane.worker.job;

import java.time.Duration;

/**
 * How often a job is tried without getting any further.
 *
 * @param maximum such attempts, at least 1
 * @param pause between a failed attempt and the next one, multiplied by the number of deliveries so far
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

    /** Whether an attempt is one too many. */
    boolean spent(int fruitless) {
        return fruitless > maximum;
    }

    /** Whether no attempt may follow this one. */
    boolean last(int fruitless) {
        return fruitless >= maximum;
    }

    Duration pauseAfter(int delivery) {
        return pause.multipliedBy(delivery);
    }
}
