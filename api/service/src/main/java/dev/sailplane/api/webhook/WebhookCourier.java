package dev.sailplane.api.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Carries a message until it is delivered or given up. Blocks for as long as that takes, a day at worst. */
@ApplicationScoped
public class WebhookCourier {
    private static final Logger LOG = Logger.getLogger(WebhookCourier.class);

    private final WebhookSender sender;
    private final RetrySchedule schedule;

    /** Sends by the sender, again by the schedule. */
    public WebhookCourier(WebhookSender sender, RetrySchedule schedule) {
        this.sender = sender;
        this.schedule = schedule;
    }

    /**
     * Returns when the delivery has ended one way or the other.
     *
     * @throws InterruptedException when it has not, because the service stops
     */
    public void carry(Delivery delivery) throws InterruptedException {
        int tries = 1;
        Optional<Duration> pause = attempt(delivery, tries);
        while (pause.isPresent()) {
            Thread.sleep(pause.get());
            tries++;
            pause = attempt(delivery, tries);
        }
    }

    /** One try; the pause before the next, if there is to be one. */
    private Optional<Duration> attempt(Delivery delivery, int tries) throws InterruptedException {
        Outcome outcome = sender.send(delivery);
        if (Thread.interrupted()) {
            throw new InterruptedException("the service stops");
        }
        return switch (outcome) {
            case Outcome.Delivered _ -> {
                LOG.infof("webhook delivered webhookId=%s attempt=%d", delivery.id(), tries);
                yield Optional.empty();
            }
            case Outcome.Refused refused -> givenUp(delivery, tries, refused.reason());
            case Outcome.Missed missed -> missed(delivery, tries, missed);
        };
    }

    private Optional<Duration> missed(Delivery delivery, int tries, Outcome.Missed missed) {
        Optional<Duration> scheduled = schedule.pauseAfter(tries);
        if (scheduled.isEmpty()) {
            return givenUp(delivery, tries, missed.reason());
        }
        LOG.infof("webhook missed webhookId=%s attempt=%d reason=%s", delivery.id(), tries, missed.reason());
        return missed.notBefore()
                .filter(asked -> asked.compareTo(scheduled.get()) > 0)
                .or(() -> scheduled);
    }

    private static Optional<Duration> givenUp(Delivery delivery, int tries, String reason) {
        LOG.warnf("webhook given up webhookId=%s attempt=%d reason=%s", delivery.id(), tries, reason);
        return Optional.empty();
    }
}
