package dev.sailplane.devstack.load;

import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Calls of one kind for a while. All but the pace is done on the caller's event loop. */
final class Phase {
    private static final Duration AFTER_AN_ERROR = Duration.ofMillis(10);

    private final Caller caller;
    private final Supplier<Call> calls;
    private final Consumer<HttpClientResponse> answers;
    private final Tally tally = new Tally();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private long open;

    /** @param answers takes each answer that is a success */
    Phase(Caller caller, Supplier<Call> calls, Consumer<HttpClientResponse> answers) {
        this.caller = caller;
        this.calls = calls;
        this.answers = answers;
    }

    /**
     * Calls at a constant rate, whatever becomes of the calls before. A latency is counted from the moment at which the
     * call was to be made: what waits behind a stall counts as slow, too.
     */
    Tally atRate(int perSecond, Duration time) throws InterruptedException {
        long count = perSecond * time.toSeconds();
        long start = System.nanoTime();
        open = count;
        for (long i = 0; i < count; i++) {
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            sleepUntil(due);
            caller.execute(() -> call(due, this::close));
        }
        return awaitEnd(Caller.TIMEOUT.multipliedBy(3));
    }

    /** Calls on a number of connections, on each as soon as the last answer has come. */
    Tally onConnections(int connections, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        open = connections;
        for (int i = 0; i < connections; i++) {
            caller.execute(() -> again(end));
        }
        return awaitEnd(time.plus(Caller.TIMEOUT.multipliedBy(3)));
    }

    private void again(long end) {
        if (System.nanoTime() - end >= 0) {
            close();
        } else {
            call(System.nanoTime(), () -> again(end));
        }
    }

    private void call(long due, Runnable next) {
        caller.call(calls.get()).onComplete(answer -> {
            count(due, answer);
            if (answer.failed()) {
                // Neither a busy loop nor a deep stack when calls fail on the spot.
                caller.executeAfter(AFTER_AN_ERROR, next);
            } else {
                next.run();
            }
        });
    }

    private void count(long due, AsyncResult<HttpClientResponse> answer) {
        if (answer.succeeded()) {
            tally.succeeded(due);
            answers.accept(answer.result());
        } else {
            tally.failed(answer.cause());
        }
    }

    private void close() {
        if (--open == 0) {
            ended.complete(null);
        }
    }

    private Tally awaitEnd(Duration patience) throws InterruptedException {
        try {
            ended.get(patience.toSeconds(), TimeUnit.SECONDS);
            return tally;
        } catch (ExecutionException | TimeoutException stuck) {
            throw new IllegalStateException("the calls did not end", stuck);
        }
    }

    static void sleepUntil(long due) throws InterruptedException {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
