package dev.sailplane.worker.sharegroup;

import dev.sailplane.worker.job.Delivery;
import dev.sailplane.worker.job.HandledDelivery;
import dev.sailplane.worker.job.JobHandler;
import dev.sailplane.worker.job.Settlement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A handler at work on one delivery, on a virtual thread. It always ends in a settlement. */
final class HandlerThread {
    private final CompletableFuture<Settlement> settlement = new CompletableFuture<>();
    private final CompletableFuture<?> endOrBell;
    private final Thread thread;

    /**
     * Sets to work.
     *
     * @param bell cuts waiting short
     */
    HandlerThread(JobHandler handler, Delivery delivery, CompletableFuture<?> bell) {
        endOrBell = CompletableFuture.anyOf(settlement, bell);
        thread = Thread.ofVirtual()
                .name("job")
                .start(() -> settlement.complete(HandledDelivery.settlement(handler, delivery)));
    }

    /**
     * Waits for the handler's end, for the time to go by or for the bell to ring.
     *
     * @return whether the handler has ended
     */
    boolean endedWithin(Duration limit) throws InterruptedException {
        try {
            endOrBell.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // the state is asked for below
        }
        return settlement.isDone();
    }

    /** Interrupts the handler unless it has ended. */
    void stop() {
        thread.interrupt();
    }

    /** Waits for the handler's end or for the bell to ring. */
    void awaitEndOrBell() {
        endOrBell.join();
    }

    /** How to settle. A handler that has not ended within the limit leaves its delivery to others. */
    Settlement settlementWithin(Duration limit) {
        return settlement
                .copy()
                .completeOnTimeout(Settlement.RELEASE, limit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
