package dev.sailplane.devstack.load;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Jobs from their submit to the webhook that tells of their end. All but the pace is done on the caller's event loop. */
final class JobPhase {
    private static final Duration AFTER_AN_ERROR = Duration.ofMillis(10);

    private final Caller caller;
    private final JobHooks hooks;
    private final Duration patience;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Set<URI> underWay = new HashSet<>();
    private JobTally tally = new JobTally();
    private long open;
    private boolean over;

    /** @param patience how long jobs may take, at the end; then they count as errors */
    JobPhase(Caller caller, JobHooks hooks, Duration patience) {
        this.caller = caller;
        this.hooks = hooks;
        this.patience = patience;
    }

    /** Submits at a constant rate, whatever becomes of the jobs before. A latency counts from when its submit was due. */
    List<LoadResult> atRate(String name, int perSecond, Duration time) throws InterruptedException {
        long count = perSecond * time.toSeconds();
        long start = System.nanoTime();
        caller.execute(() -> open = count);
        for (long i = 0; i < count; i++) {
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            Phase.sleepUntil(due);
            caller.execute(() -> submit(due, this::close));
        }
        return results(name);
    }

    /**
     * Keeps so many jobs under way.
     *
     * @param ramp what is not counted, at the beginning
     * @param window is told of the rest
     */
    List<LoadResult> inBacklog(String name, int backlog, Duration ramp, Duration time, Window window)
            throws InterruptedException {
        caller.execute(() -> open = backlog);
        for (int i = 0; i < backlog; i++) {
            caller.execute(this::again);
        }
        Thread.sleep(ramp);
        window.opens();
        caller.execute(() -> tally = new JobTally());
        Thread.sleep(time);
        window.closes(onLoop(() -> {
            tally.stop();
            over = true;
            return tally.ended();
        }));
        return results(name);
    }

    private void again() {
        if (over) {
            close();
        } else {
            submit(System.nanoTime(), this::again);
        }
    }

    private void submit(long due, Runnable next) {
        URI webhook = hooks.address();
        underWay.add(webhook);
        hooks.expect(webhook, body -> {
            underWay.remove(webhook);
            tally.told(due, body);
            next.run();
        });
        caller.call(Call.submit(webhook)).onComplete(answer -> {
            if (answer.succeeded()) {
                tally.answered(due);
            } else if (hooks.forget(webhook)) {
                underWay.remove(webhook);
                tally.failed(String.valueOf(answer.cause().getMessage()));
                caller.executeAfter(AFTER_AN_ERROR, next);
            }
        });
    }

    private void close() {
        if (--open == 0) {
            ended.complete(null);
        }
    }

    private List<LoadResult> results(String name) throws InterruptedException {
        try {
            ended.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // What has not ended is counted below.
        }
        return onLoop(() -> {
            underWay.stream()
                    .filter(hooks::forget)
                    .forEach(_ -> tally.failed("no webhook within " + patience.toSeconds() + " s"));
            return tally.results(name);
        });
    }

    private <T> T onLoop(Supplier<T> task) throws InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        caller.execute(() -> result.complete(task.get()));
        try {
            return result.get(Caller.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException stuck) {
            throw new IllegalStateException("the event loop does not answer", stuck);
        }
    }
}
