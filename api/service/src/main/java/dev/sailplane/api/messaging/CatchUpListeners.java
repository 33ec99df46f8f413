package dev.sailplane.api.messaging;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Notes where the topics end when the views' consumers begin. */
@ApplicationScoped
public class CatchUpListeners {
    private final CatchUp catchUp;

    /** Notes it there. */
    public CatchUpListeners(CatchUp catchUp) {
        this.catchUp = catchUp;
    }

    @Produces
    @ApplicationScoped
    @Identifier("view-jobs")
    KafkaConsumerRebalanceListener jobs() {
        return new Listener(catchUp);
    }

    @Produces
    @ApplicationScoped
    @Identifier("view-events")
    KafkaConsumerRebalanceListener events() {
        return new Listener(catchUp);
    }

    @Produces
    @ApplicationScoped
    @Identifier("view-deliveries")
    KafkaConsumerRebalanceListener deliveries() {
        return new Listener(catchUp);
    }

    /** Not final: CDI puts a proxy before it. */
    static class Listener implements KafkaConsumerRebalanceListener {
        private final CatchUp catchUp;

        Listener(CatchUp catchUp) {
            this.catchUp = catchUp;
        }

        @Override
        public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            Map<String, List<TopicPartition>> byTopic =
                    partitions.stream().collect(Collectors.groupingBy(TopicPartition::topic));
            byTopic.forEach((topic, ofTopic) -> catchUp.assigned(topic, last(consumer, ofTopic)));
        }

        private static Map<TopicPartition, Long> last(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
            return consumer.endOffsets(partitions).entrySet().stream()
                    .filter(end -> end.getValue() > beginnings.getOrDefault(end.getKey(), 0L))
                    .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue() - 1));
        }
    }
}
