package dev.sailplane.worker.job;

/** Deals with what the queue deals out. */
@FunctionalInterface
public interface JobHandler {
    /**
     * Deals with one delivery, on a thread of its own, while the queue keeps the lease on it.
     *
     * @throws InterruptedException when the lease was lost or the worker stops (see {@link Drain}); nothing may be stored
     *     or published after that
     */
    Settlement handle(Delivery delivery) throws InterruptedException;
}
