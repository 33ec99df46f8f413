package dev.sailplane.worker.job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether the worker is giving up its jobs because it stops. Whoever stops it begins the drain, then closes the queue.
 * Jobs that end within the grace may end; the drawing of the others is stopped, what they have is saved, and they are
 * released, each as soon as it can be. A job that is interrupted though no drain has begun has lost its lease, and saves
 * nothing. Safe for use by several threads.
 */
public final class Drain {
    private final Duration limit;
    private final Duration grace;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Instant> beginning = new AtomicReference<>();
    private final CompletableFuture<Void> endOfGrace = new CompletableFuture<>();

    /**
     * @param limit how long it may take to save and release all jobs, the grace included
     * @param grace how long jobs may go on
     */
    public Drain(Duration limit, Duration grace, InstantSource clock) {
        this.limit = limit;
        this.grace = grace;
        this.clock = clock;
    }

    /** Begins it; the second time is none. */
    public void begin() {
        if (beginning.compareAndSet(null, clock.instant())) {
            endOfGrace.completeOnTimeout(null, grace.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Whether it has begun. */
    boolean begun() {
        return beginning.get() != null;
    }

    /** Done when jobs may go on no longer; not to be completed by others. */
    CompletableFuture<Void> endOfGrace() {
        return endOfGrace;
    }

    /** How long saving may take from now on; all of the limit before it has begun. */
    Duration left() {
        Instant began = beginning.get();
        Duration left = began == null ? limit : Duration.between(clock.instant(), began.plus(limit));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
