package dev.sailplane.api.messaging;

import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.MalformedMessageException;
import dev.sailplane.contract.Messages;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/** Kafka's records as events. */
final class Records {
    private static final Logger LOG = Logger.getLogger(Records.class);

    private Records() {}

    /** The event in the record; empty, and said in the log, if it is none. */
    static Optional<CloudEvent> read(ConsumerRecord<String, byte[]> message) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : message.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        try {
            byte[] value = message.value();
            return Optional.of(Messages.read(headers, value == null ? new byte[0] : value));
        } catch (MalformedMessageException malformed) {
            LOG.warnf(
                    "record passed over topic=%s partition=%d offset=%d reason=%s",
                    message.topic(), message.partition(), message.offset(), malformed.getMessage());
            return Optional.empty();
        }
    }
}
