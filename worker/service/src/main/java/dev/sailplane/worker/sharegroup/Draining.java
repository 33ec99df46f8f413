package dev.sailplane.worker.sharegroup;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How a queue comes to its end: said once, heard by all its slots at the same time. For any thread. */
final class Draining {
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> graceOver = new CompletableFuture<>();

    /** From now on nothing is taken; handlers may go on for the grace. */
    void begin(Duration grace) {
        begun.complete(null);
        graceOver.completeOnTimeout(null, grace.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether nothing is to be taken any more. */
    boolean hasBegun() {
        return begun.isDone();
    }

    /** Whether handlers have to end. */
    boolean isGraceOver() {
        return graceOver.isDone();
    }

    /** Done when nothing is to be taken any more; not to be completed by others. */
    CompletableFuture<Void> beginning() {
        return begun;
    }

    /** Done when handlers have to end; not to be completed by others. */
    CompletableFuture<Void> endOfGrace() {
        return graceOver;
    }
}
