package dev.sailplane.worker.job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether the worker is giving up its jobs because it stops. Whoever stops it begins the drain before the queue is
 * closed: a handler that is interrupted then knows that its job is still its own, and saves what it has; one that is
 * interrupted otherwise has lost its lease, and saves nothing. Safe for use by several threads.
 */
public final class Drain {
    private final Duration limit;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Instant> beginning = new AtomicReference<>();

    /** @param limit how long it may take to save and release all jobs */
    public Drain(Duration limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Begins it; the second time is none. */
    public void begin() {
        beginning.compareAndSet(null, clock.instant());
    }

    /** Whether it has begun. */
    public boolean begun() {
        return beginning.get() != null;
    }

    /** How long saving may take from now on; all of the limit before it has begun. */
    Duration left() {
        Instant began = beginning.get();
        Duration left = began == null ? limit : Duration.between(clock.instant(), began.plus(limit));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
