package dev.sailplane.api.messaging;

import dev.sailplane.contract.Topics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Collection;
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
        return new Listener(catchUp, Topics.JOBS);
    }

    @Produces
    @ApplicationScoped
    @Identifier("view-events")
    KafkaConsumerRebalanceListener events() {
        return new Listener(catchUp, Topics.EVENTS);
    }

    @Produces
    @ApplicationScoped
    @Identifier("view-deliveries")
    KafkaConsumerRebalanceListener deliveries() {
        return new Listener(catchUp, Topics.DELIVERIES);
    }

    /** Not final: CDI puts a proxy before it. */
    static class Listener implements KafkaConsumerRebalanceListener {
        private final CatchUp catchUp;
        private final String topic;

        Listener(CatchUp catchUp, String topic) {
            this.catchUp = catchUp;
            this.topic = topic;
        }

        @Override
        public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            if (partitions.isEmpty()) {
                return;
            }
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> last = consumer.endOffsets(partitions).entrySet().stream()
                    .filter(end -> end.getValue() > beginnings.getOrDefault(end.getKey(), 0L))
                    .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue() - 1));
            catchUp.assigned(topic, last);
        }
    }
}
