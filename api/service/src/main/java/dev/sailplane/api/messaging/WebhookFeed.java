package dev.sailplane.api.messaging;

import dev.sailplane.api.storage.StorageException;
import dev.sailplane.api.webhook.DeliveryJournalException;
import dev.sailplane.api.webhook.Shards;
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
 * Reads events for webhooks, in one group for all replicas. A record is acknowledged once what it calls for is in the
 * log of deliveries, so that offsets do not wait for receivers.
 */
@ApplicationScoped
public class WebhookFeed {
    private static final Logger LOG = Logger.getLogger(WebhookFeed.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Webhooks webhooks;
    private final Shards shards;

    /** Hands over once this replica has caught up. */
    public WebhookFeed(Webhooks webhooks, Shards shards) {
        this.webhooks = webhooks;
        this.shards = shards;
    }

    /**
     * Sees to it that whoever is to be told of the event will be.
     *
     * @throws InterruptedException when the service stops; the record is not acknowledged then
     */
    @Incoming("webhook-events")
    @RunOnVirtualThread
    public void event(ConsumerRecord<String, byte[]> message) throws InterruptedException {
        while (!shards.caughtUp()) {
            Thread.sleep(BETWEEN_LOOKS);
        }
        Optional<CloudEvent> event = Records.read(message);
        while (event.isPresent() && !isTold(event.get(), message.partition())) {
            Thread.sleep(PAUSE);
        }
    }

    private boolean isTold(CloudEvent event, int shard) throws InterruptedException {
        try {
            webhooks.tell(event, shard);
        } catch (StorageException | DeliveryJournalException unavailable) {
            LOG.warnf("webhook waits for store or broker eventId=%s reason=%s", event.id(), unavailable.getMessage());
            return false;
        } catch (RuntimeException broken) {
            // Ours to mend: trying again would not help, and holding the offset would harm the others.
            LOG.errorf(broken, "webhook broken eventId=%s", event.id());
        }
        return true;
    }
}
