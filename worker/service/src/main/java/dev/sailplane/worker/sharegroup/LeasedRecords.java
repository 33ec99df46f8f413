package dev.sailplane.worker.sharegroup;

import dev.sailplane.worker.job.Delivery;
import dev.sailplane.worker.job.RawMessage;
import dev.sailplane.worker.job.Settlement;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A share consumer that holds one record at a time. The client deals out nothing new while any record is held, which is
 * why each slot has a consumer of its own. Belongs to one thread.
 *
 * @see <a href="../../../../../../../../../infra/adr/0003-share-groups.md">decision 0003</a>
 */
final class LeasedRecords implements AutoCloseable {
    private static final Counter RENEWED = Metrics.counter("sailplane.leases", "outcome", "renewed");
    private static final Duration DEFAULT_LOCK = Duration.ofSeconds(30);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);
    private static final Duration ACKNOWLEDGE_LIMIT = Duration.ofSeconds(4);
    private static final int RENEWALS_PER_LOCK = 3;

    private final KafkaShareConsumer<byte[], byte[]> consumer;
    private @Nullable ConsumerRecord<byte[], byte[]> held;
    private long confirmedAt;

    LeasedRecords(ShareQueueSettings settings) {
        consumer = new KafkaShareConsumer<>(
                properties(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(Set.of(settings.topic()));
    }

    /** Waits for a record and leases it. None may be held. */
    Optional<Delivery> take(Duration limit) {
        Iterator<ConsumerRecord<byte[], byte[]>> records = consumer.poll(limit).iterator();
        if (!records.hasNext()) {
            return Optional.empty();
        }
        ConsumerRecord<byte[], byte[]> record = records.next();
        held = record;
        confirmedAt = System.nanoTime();
        return Optional.of(new Delivery(
                new RawMessage(orEmpty(record.key()), orEmpty(record.value()), headers(record)),
                record.deliveryCount().orElse((short) 1)));
    }

    /**
     * Whether there is a connection to any broker. Without one the client is busy for nothing, in {@code poll} and in
     * its own thread, for as long as it is open.
     */
    boolean connected() {
        return consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("connection-count"))
                .anyMatch(metric -> metric.metricValue() instanceof Number count && count.intValue() > 0);
    }

    /**
     * Sees to it that the record held stays ours: notices a broken connection, and renews the lease each third of the
     * lock. To be called every second or so.
     *
     * @throws LeaseLostException when the record may be someone else's; use this object no more, then
     */
    void keep() {
        if (!connected()) {
            throw new LeaseLostException(null); // the broker has freed the record with the connection
        }
        if (System.nanoTime() - confirmedAt >= renewalInterval().toNanos()) {
            renew();
        }
    }

    /**
     * Settles the record held; none is held afterwards.
     *
     * @throws LeaseLostException when the broker does not confirm it; use this object no more, then
     */
    void settle(Settlement settlement) {
        acknowledge(
                switch (settlement) {
                    case ACCEPT -> AcknowledgeType.ACCEPT;
                    case RELEASE -> AcknowledgeType.RELEASE;
                    case REJECT -> AcknowledgeType.REJECT;
                },
                ACKNOWLEDGE_LIMIT);
        held = null;
    }

    /** Leaves the group; what is held is free for others at once, if the broker can be reached. */
    @Override
    public void close() {
        consumer.close(CLOSE_LIMIT);
    }

    private void renew() {
        long asked = System.nanoTime();
        acknowledge(AcknowledgeType.RENEW, renewalInterval());
        // The client hands the renewed record out again; until then it could not be settled.
        ConsumerRecords<byte[], byte[]> again = consumer.poll(ACKNOWLEDGE_LIMIT);
        if (again.count() != 1
                || again.iterator().next().offset() != requireHeld().offset()) {
            throw new LeaseLostException(null);
        }
        confirmedAt = asked;
        RENEWED.increment();
    }

    private Duration renewalInterval() {
        return consumer.acquisitionLockTimeoutMs()
                .map(Duration::ofMillis)
                .orElse(DEFAULT_LOCK)
                .dividedBy(RENEWALS_PER_LOCK);
    }

    private void acknowledge(AcknowledgeType type, Duration limit) {
        try {
            consumer.acknowledge(requireHeld(), type);
            for (Optional<KafkaException> refusal : consumer.commitSync(limit).values()) {
                if (refusal.isPresent()) {
                    throw new LeaseLostException(refusal.get());
                }
            }
        } catch (KafkaException | IllegalStateException failure) {
            throw new LeaseLostException(failure);
        }
    }

    private ConsumerRecord<byte[], byte[]> requireHeld() {
        if (held == null) {
            throw new IllegalStateException("no record is held");
        }
        return held;
    }

    private static Map<String, byte[]> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), orEmpty(header.value()));
        }
        return headers;
    }

    private static byte[] orEmpty(byte @Nullable [] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }

    private static Properties properties(ShareQueueSettings settings) {
        Properties properties = new Properties();
        properties.putAll(settings.connection());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        properties.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        properties.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        // A slot that waits for its turn does not poll, for as long as there is nothing to do.
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Integer.MAX_VALUE);
        // By default the client, while no broker can be reached, starts over with its bootstrap servers in a tight
        // loop.
        properties.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
        return properties;
    }
}
