package dev.sailplane.api.messaging;

import dev.sailplane.api.storage.StorageException;
import dev.sailplane.api.webhook.Delivery;
import dev.sailplane.api.webhook.WebhookCourier;
import dev.sailplane.api.webhook.Webhooks;
import dev.sailplane.contract.CloudEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Reads events for webhooks, each on a virtual thread of its own, so that none waits for another's receiver. A record is
 * acknowledged when its delivery has ended, in any order; the offset committed is the one below which all have ended, so
 * that after a restart what was under way is taken up again.
 *
 * <p>Limits: a delivery under way holds the committed offset back, so that a restart sends again what was delivered after
 * it (receivers know a duplicate by its {@code webhook-id}), and its schedule begins anew. As many deliveries are under
 * way at the same time as the channel's concurrency allows; beyond it no more events are read.
 */
@ApplicationScoped
public class WebhookFeed {
    private static final Logger LOG = Logger.getLogger(WebhookFeed.class);
    private static final Duration STORE_PAUSE = Duration.ofSeconds(5);

    private final Webhooks webhooks;
    private final WebhookCourier courier;

    /** Hands to the courier. */
    public WebhookFeed(Webhooks webhooks, WebhookCourier courier) {
        this.webhooks = webhooks;
        this.courier = courier;
    }

    /**
     * Tells whoever is to be told of the event.
     *
     * @throws InterruptedException when the service stops; the record is not acknowledged then
     */
    @Incoming("webhook-events")
    @RunOnVirtualThread
    public void event(ConsumerRecord<String, byte[]> message) throws InterruptedException {
        Optional<CloudEvent> event = Records.read(message);
        if (event.isPresent()) {
            tell(event.get());
        }
    }

    private void tell(CloudEvent event) throws InterruptedException {
        try {
            Optional<Delivery> delivery = due(event);
            if (delivery.isPresent()) {
                courier.carry(delivery.get());
            }
        } catch (RuntimeException broken) {
            // Ours to mend: trying again would not help, and holding the offset would harm the others.
            LOG.errorf(broken, "webhook broken eventId=%s", event.id());
        }
    }

    private Optional<Delivery> due(CloudEvent event) throws InterruptedException {
        while (true) {
            try {
                return webhooks.due(event);
            } catch (StorageException unavailable) {
                LOG.warnf("webhook waits for the object store eventId=%s", event.id());
                Thread.sleep(STORE_PAUSE);
            }
        }
    }
}
