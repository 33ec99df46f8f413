package dev.sailplane.worker.job;

import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Work on a virtual thread of its own, so that whoever waits for it can call it off: it is interrupted, and its end is
 * waited for.
 */
final class Undertaking<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;

    Undertaking(Callable<T> work) {
        thread = Thread.ofVirtual().name("drawing").start(Context.current().wrap(() -> run(work)));
    }

    /**
     * Waits for the result, or calls the work off when the bell rings. A result that came all the same is returned.
     *
     * @throws InterruptedException when the caller was interrupted; the work has been called off and has ended
     * @throws RuntimeException what the work threw before the bell rang
     */
    Optional<T> resultUnless(CompletableFuture<?> bell) throws InterruptedException {
        try {
            CompletableFuture.anyOf(result, bell).get();
        } catch (InterruptedException interruption) {
            callOff();
            throw interruption;
        } catch (ExecutionException failure) {
            throw translated(failure);
        }
        callOff();
        return result.isCompletedExceptionally() ? Optional.empty() : Optional.of(result.join());
    }

    /**
     * Waits for the result.
     *
     * @throws InterruptedException when the caller was interrupted; the work has been called off and has ended
     * @throws RuntimeException what the work threw
     */
    T result() throws InterruptedException {
        return resultUnless(new CompletableFuture<>()).orElseThrow();
    }

    /** Calls the work off and waits for its end. */
    void callOff() {
        thread.interrupt();
        try {
            result.join();
        } catch (CompletionException _) {
            // whatever it failed of, it was called off
        }
    }

    private void run(Callable<T> work) {
        try {
            result.complete(work.call());
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
        }
    }

    private static RuntimeException translated(ExecutionException failure) {
        return failure.getCause() instanceof RuntimeException known
                ? known
                : new RetriableFailureException("the attempt ended unexpectedly", failure);
    }
}
