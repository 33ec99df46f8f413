package dev.sailplane.diffusion.scheduling;

import java.time.Duration;
import java.time.Instant;

/** A task in the scheduler, and what it got so far. Belongs to the scheduler's thread. */
public final class Waiting {
    private final StepTask task;
    private final long arrival;
    private Instant lastServed;
    private Duration served = Duration.ZERO;
    private boolean suspect;
    private int failuresAlone;

    Waiting(StepTask task, long arrival, Instant now) {
        this.task = task;
        this.arrival = arrival;
        this.lastServed = now;
    }

    /** The task. */
    public StepTask task() {
        return task;
    }

    /** Its number in the order of arrival. */
    public long arrival() {
        return arrival;
    }

    /** When it got its last step, or came. */
    public Instant lastServed() {
        return lastServed;
    }

    /** The device's time its order got so far, its share of batches with others. */
    public Duration served() {
        return task.servedTogether().orElse(served);
    }

    /** The device's time it got itself. */
    public Duration servedItself() {
        return served;
    }

    /** Whether it was in a batch that failed, so that its next step is taken alone. */
    boolean suspect() {
        return suspect;
    }

    void serve(Duration share, Instant now) {
        served = served.plus(share);
        lastServed = now;
        suspect = false;
        failuresAlone = 0;
    }

    void suspectIt() {
        suspect = true;
    }

    /** Counts a failure without company; the new count. */
    int failAlone() {
        suspect = true;
        return ++failuresAlone;
    }
}
