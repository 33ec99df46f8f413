package dev.sailplane.worker.sharegroup;

import dev.sailplane.worker.EmbeddedBroker;
import dev.sailplane.worker.JobQueueContract;
import dev.sailplane.worker.job.JobQueue;

final class KafkaShareJobQueueIT extends JobQueueContract {
    @Override
    protected JobQueue queue(EmbeddedBroker broker, String topic, String group, int slots) {
        return new KafkaShareJobQueue(new ShareQueueSettings(broker.clientSettings(), topic, group, slots, GRACE));
    }
}
