package dev.sailplane.api.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A notice and how it stands: the value of a record of {@link dev.sailplane.contract.Topics#DELIVERIES}.
 *
 * @param revision counts the changes, so that a late record does not undo a newer one
 * @param attempts the latest {@value #ATTEMPTS_KEPT} tries, eldest first
 * @see <a href="../../../../../../../../../infra/adr/0007-durable-webhooks.md">Decision 0007</a>
 */
public record Delivery(Notice notice, int revision, DeliveryState state, List<Attempt> attempts) {
    static final int ATTEMPTS_KEPT = 12;

    public Delivery {
        attempts = List.copyOf(attempts);
    }

    /** Promised, to be tried at once. */
    static Delivery of(Notice notice) {
        Instant now = notice.createdAt();
        return new Delivery(notice, 0, new DeliveryState.Pending(now, now, 0, false), List.of());
    }

    /** Its name, also the record's key. */
    public String id() {
        return notice.id();
    }

    /** What is still to be done, if anything. */
    public Optional<DeliveryState.Pending> pending() {
        return state instanceof DeliveryState.Pending pending ? Optional.of(pending) : Optional.empty();
    }

    /** After one more try; an ended one stays as it is. */
    Delivery after(Outcome outcome, Attempt attempt, Instant now, RetrySchedule schedule) {
        return pending()
                .map(pending ->
                        new Delivery(notice, revision + 1, pending.after(outcome, now, schedule), latest(attempt)))
                .orElse(this);
    }

    /** Due at once; one that has ended begins its schedule anew. */
    Delivery replayed(Instant now) {
        DeliveryState.Pending again = pending()
                .map(pending -> new DeliveryState.Pending(now, pending.since(), pending.tries(), true))
                .orElseGet(() -> new DeliveryState.Pending(now, now, 0, true));
        return as(again);
    }

    Delivery skipped(Instant now) {
        return as(new DeliveryState.Skipped(now));
    }

    Delivery givenUp(Instant now, String reason) {
        return as(new DeliveryState.Failed(now, reason));
    }

    private Delivery as(DeliveryState other) {
        return new Delivery(notice, revision + 1, other, attempts);
    }

    private List<Attempt> latest(Attempt attempt) {
        return Stream.concat(attempts.stream(), Stream.of(attempt))
                .skip(Math.max(0, attempts.size() + 1 - ATTEMPTS_KEPT))
                .toList();
    }
}
