package dev.sailplane.api.messaging;

import dev.sailplane.api.webhook.Deliveries;
import dev.sailplane.api.webhook.DeliveryRecords;
import dev.sailplane.contract.MalformedMessageException;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Tells this replica how all deliveries stand. A record that is none is passed over. */
@ApplicationScoped
public class DeliveryFeed {
    private static final Logger LOG = Logger.getLogger(DeliveryFeed.class);

    private final Deliveries deliveries;
    private final CatchUp catchUp;

    /** Feeds these. */
    public DeliveryFeed(Deliveries deliveries, CatchUp catchUp) {
        this.deliveries = deliveries;
        this.catchUp = catchUp;
    }

    /** Takes a delivery's latest state. */
    @Incoming("view-deliveries")
    @NonBlocking
    public void delivery(ConsumerRecord<String, byte[]> message) {
        try {
            byte[] value = message.value();
            if (value != null) {
                deliveries.take(DeliveryRecords.read(value));
            }
        } catch (MalformedMessageException malformed) {
            LOG.warnf(
                    "record passed over topic=%s partition=%d offset=%d reason=%s",
                    message.topic(), message.partition(), message.offset(), malformed.getMessage());
        }
        catchUp.processed(message.topic(), message.partition(), message.offset());
    }
}
