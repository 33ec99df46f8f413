package dev.sailplane.api.messaging;

import dev.sailplane.contract.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the views have read what lay on the topics when they began. Safe for use by many threads.
 */
@ApplicationScoped
public class CatchUp {
    private final Set<String> unassigned =
            new HashSet<>(Set.of(Topics.JOBS, Topics.BATCH_JOBS, Topics.EVENTS, Topics.DELIVERIES));
    private final Map<TopicPartition, Long> lastOffsets = new HashMap<>();

    /** A topic's partitions are assigned; those that hold records, with the offset of their last one. */
    synchronized void assigned(String topic, Map<TopicPartition, Long> last) {
        if (unassigned.remove(topic)) {
            lastOffsets.putAll(last);
        }
    }

    /** A record is in its view. */
    synchronized void processed(String topic, int partition, long offset) {
        TopicPartition place = new TopicPartition(topic, partition);
        Long last = lastOffsets.get(place);
        if (last != null && offset >= last) {
            lastOffsets.remove(place);
        }
    }

    /** Whether nothing is left to read. */
    public synchronized boolean done() {
        return unassigned.isEmpty() && lastOffsets.isEmpty();
    }
}
