package dev.sailplane.api.webhook;

import dev.sailplane.api.storage.StorageException;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Carries deliveries: post, then add the outcome to the log. Whoever dies in between leaves the delivery pending, and it
 * is sent again under the same id.
 */
final class Courier {
    private static final Logger LOG = Logger.getLogger(Courier.class);
    private static final Timer DELIVERED = Metrics.timer("sailplane.webhook.tries", "outcome", "delivered");
    private static final Timer MISSED = Metrics.timer("sailplane.webhook.tries", "outcome", "missed");
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration LATER = Duration.ofMillis(250);
    private static final Outcome BROKEN =
            new Outcome.Missed(OptionalInt.empty(), "the message could not be made", Optional.empty());

    private final Deliveries deliveries;
    private final WebhookSender sender;
    private final RetrySchedule schedule;
    private final Receivers receivers;
    private final Clock clock;

    Courier(Deliveries deliveries, WebhookSender sender, RetrySchedule schedule, Receivers receivers, Clock clock) {
        this.deliveries = deliveries;
        this.sender = sender;
        this.schedule = schedule;
        this.receivers = receivers;
        this.clock = clock;
    }

    /** What is to be done now about the deliveries of some shards, each on a thread of its own. */
    List<Runnable> due(Set<Integer> shards) {
        Instant now = clock.instant();
        return deliveries.start(shards, now, delivery -> step(delivery, now));
    }

    private Optional<Runnable> step(Delivery delivery, Instant now) {
        Receiver receiver = Receiver.of(delivery.notice());
        DeliveryState.Pending pending = delivery.pending().orElseThrow();
        if (!pending.replay() && deliveries.disabled(delivery.notice(), now)) {
            return Optional.of(() -> keep(delivery.skipped(now)));
        }
        if (receivers.enter(receiver, Receivers.Kind.DURABLE)) {
            return Optional.of(() -> attempt(delivery, receiver));
        }
        // Tries are not counted while the receiver is left alone; this bounds how long that can go on.
        if (receivers.failing(receiver) && isOverdue(pending, now)) {
            return Optional.of(
                    () -> keep(delivery.givenUp(now, "the receiver kept failing beyond the last of all tries")));
        }
        return Optional.empty();
    }

    private boolean isOverdue(DeliveryState.Pending pending, Instant now) {
        return pending.since().plus(schedule.length().multipliedBy(2)).isBefore(now);
    }

    private void attempt(Delivery delivery, Receiver receiver) {
        Instant at = clock.instant();
        Optional<Outcome> outcome = Optional.empty();
        Duration pause = untilTold(delivery, at);
        try {
            outcome = sender.send(delivery.notice());
        } catch (StorageException unavailable) {
            LOG.warnf("webhook waits for the object store webhookId=%s", delivery.id());
            pause = PAUSE;
        } catch (RuntimeException broken) {
            // Ours to mend. Counted as a try, so that it has an end.
            LOG.errorf(broken, "webhook broken webhookId=%s", delivery.id());
            outcome = Optional.of(BROKEN);
        } finally {
            receivers.leave(receiver, outcome.map(Outcome::isHealthy));
        }
        if (Thread.currentThread().isInterrupted()) {
            return; // The service stops; whoever owns the shard next sends again.
        }
        Instant now = clock.instant();
        Instant later = now.plus(pause);
        outcome.ifPresentOrElse(
                known -> keep(delivery, known, at, now), () -> deliveries.finished(delivery.id(), later));
    }

    // The view hears of an end a moment before or after the log of deliveries does: as long again as was waited
    // already.
    private static Duration untilTold(Delivery delivery, Instant now) {
        Duration age = Duration.between(delivery.pending().orElseThrow().since(), now);
        return age.compareTo(SOON) < 0 ? SOON : age.compareTo(LATER) > 0 ? LATER : age;
    }

    private void keep(Delivery delivery, Outcome outcome, Instant at, Instant now) {
        Duration took = Duration.between(at, now);
        (outcome instanceof Outcome.Delivered ? DELIVERED : MISSED).record(took);
        Attempt attempt = outcome.attempt(at, took.toMillis());
        Delivery next = delivery.after(outcome, attempt, now, schedule);
        LOG.infof(
                "webhook tried webhookId=%s status=%s answer=%s milliseconds=%d",
                next.id(), next.state().status(), attempt.status().orElse(0), attempt.milliseconds());
        keep(next);
    }

    // What was sent must not be forgotten while the broker is away: it would be sent again.
    private void keep(Delivery next) {
        while (true) {
            try {
                deliveries.record(next);
                deliveries.finished(next.id(), Instant.MIN);
                return;
            } catch (DeliveryJournalException unavailable) {
                LOG.warnf("webhook waits for the broker webhookId=%s", next.id());
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
