package dev.sailplane.api.access;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Room for one job, from its admission until the {@link TenantLedger} knows it or it has come to nothing. To be closed in
 * either case; closing it again does nothing.
 */
public final class Reservation implements AutoCloseable {
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    Reservation(Runnable release) {
        this.release = release;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
