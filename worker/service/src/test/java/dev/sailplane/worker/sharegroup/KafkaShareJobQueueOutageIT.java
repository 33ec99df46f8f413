package dev.sailplane.worker.sharegroup;

import dev.sailplane.worker.EmbeddedBroker;
import dev.sailplane.worker.JobQueueOutageContract;
import dev.sailplane.worker.job.JobQueue;
import java.time.Duration;

final class KafkaShareJobQueueOutageIT extends JobQueueOutageContract {
    @Override
    protected JobQueue queue(EmbeddedBroker broker, String topic, int slots) {
        return new KafkaShareJobQueue(
                new ShareQueueSettings(broker.clientSettings(), topic, topic, slots, Duration.ofSeconds(2)));
    }
}
