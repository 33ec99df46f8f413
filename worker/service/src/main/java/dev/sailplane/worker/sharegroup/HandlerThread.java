package dev.sailplane.worker.sharegroup;

import dev.sailplane.worker.job.Delivery;
import dev.sailplane.worker.job.JobHandler;
import dev.sailplane.worker.job.Settlement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A handler at work on one delivery, on a virtual thread. */
final class HandlerThread {
    private final CompletableFuture<Settlement> settlement = new CompletableFuture<>();
    private final Thread thread;

    HandlerThread(JobHandler handler, Delivery delivery) {
        thread = Thread.ofVirtual().name("job").start(() -> run(handler, delivery));
    }

    /**
     * Waits for the handler's end, for the time to go by or for the bell to ring.
     *
     * @return whether the handler has ended
     */
    boolean endedWithin(Duration limit, CompletableFuture<?> bell) throws InterruptedException {
        try {
            CompletableFuture.anyOf(settlement, bell).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // the state is asked for below
        }
        return settlement.isDone();
    }

    /** Interrupts the handler unless it has ended. */
    void stop() {
        thread.interrupt();
    }

    /**
     * Waits for the handler's end.
     *
     * @return how to settle; a handler that was interrupted leaves the delivery to others
     * @throws java.util.concurrent.CompletionException with what the handler threw
     */
    Settlement settlement() {
        return settlement.join();
    }

    private void run(JobHandler handler, Delivery delivery) {
        try {
            settlement.complete(handler.handle(delivery));
        } catch (InterruptedException _) {
            settlement.complete(Settlement.RELEASE);
        } catch (Throwable fault) {
            settlement.completeExceptionally(fault);
        }
    }
}
