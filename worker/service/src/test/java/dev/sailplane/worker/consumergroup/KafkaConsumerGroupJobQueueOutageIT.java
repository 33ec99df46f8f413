package dev.sailplane.worker.consumergroup;

import dev.sailplane.worker.EmbeddedBroker;
import dev.sailplane.worker.JobQueueOutageContract;
import dev.sailplane.worker.job.JobQueue;
import java.time.Duration;

final class KafkaConsumerGroupJobQueueOutageIT extends JobQueueOutageContract {
    @Override
    protected JobQueue queue(EmbeddedBroker broker, String topic, int slots) {
        return new KafkaConsumerGroupJobQueue(
                new ConsumerGroup(broker.clientSettings(), topic, topic, Duration.ofSeconds(10)),
                slots,
                Duration.ofSeconds(2));
    }
}
