package dev.sailplane.api.messaging;

import dev.sailplane.api.job.LineFullException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Before the producer's own line, which nobody can leave: what waits here can be withdrawn. A place is held until the
 * producer's verdict, also when nobody waits for that any more; so the producer never has more than there are places. First
 * come, first served; safe for use by many threads.
 *
 * @see <a href="../../../../../../../../../infra/adr/0015-no-confirmation-is-no-refusal.md">Decision 0015</a>
 */
final class SendingLine {
    private final Semaphore places;
    private final Duration patience;

    /**
     * A line with nobody in it.
     *
     * @param places at the producer, at least 1
     * @param patience for one of them
     */
    SendingLine(int places, Duration patience) {
        this.places = new Semaphore(places, true);
        this.patience = patience;
    }

    /**
     * Waits for a place, then sends. Blocking until it is sent; the verdict comes by the future, which need not be waited for.
     *
     * @throws LineFullException when no place became free: it is not sent then, now or later
     */
    CompletableFuture<Void> enter(Uni<Void> sending) {
        if (!placeFound()) {
            throw new LineFullException("the broker is behind: no place in the line within " + patience);
        }
        return sending.onItemOrFailure().invoke((_, _) -> places.release()).subscribeAsCompletionStage();
    }

    private boolean placeFound() {
        try {
            return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
