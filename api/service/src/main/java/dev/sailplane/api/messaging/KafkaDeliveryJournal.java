package dev.sailplane.api.messaging;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.webhook.Delivery;
import dev.sailplane.api.webhook.DeliveryJournal;
import dev.sailplane.api.webhook.DeliveryJournalException;
import dev.sailplane.api.webhook.DeliveryRecords;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Deliveries as records of {@link dev.sailplane.contract.Topics#DELIVERIES}, key = delivery id: the latest record is the
 * delivery's state.
 *
 * @see <a href="../../../../../../../../../infra/adr/0007-durable-webhooks.md">Decision 0007</a>
 */
@ApplicationScoped
public class KafkaDeliveryJournal implements DeliveryJournal {
    private final MutinyEmitter<byte[]> deliveries;
    private final Duration timeout;

    /** Sends to the channel {@code deliveries}. */
    public KafkaDeliveryJournal(
            @Channel("deliveries") MutinyEmitter<byte[]> deliveries, ApiConfiguration configuration) {
        this.deliveries = deliveries;
        this.timeout = configuration.publishing().timeout();
    }

    @Override
    public void append(Delivery delivery) {
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(delivery.id())
                .build();
        try {
            deliveries
                    .sendMessage(Message.of(DeliveryRecords.write(delivery)).addMetadata(metadata))
                    .await()
                    .atMost(timeout);
        } catch (RuntimeException refused) {
            throw new DeliveryJournalException("the broker did not take the delivery", refused);
        }
    }
}
