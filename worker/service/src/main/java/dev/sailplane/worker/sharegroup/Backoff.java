package dev.sailplane.worker.sharegroup;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Pauses that double from the first to the longest. For one thread. */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** Pauses, though not beyond the bell. */
    void pause(CompletableFuture<Void> bell) {
        bell.copy()
                .completeOnTimeout(null, next.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /** The next pause is the first again. */
    void reset() {
        next = first;
    }
}
