package dev.sailplane.worker.messaging;

import dev.sailplane.contract.Priority;
import dev.sailplane.contract.Topics;
import dev.sailplane.worker.job.JobRequeue;
import dev.sailplane.worker.job.RawMessage;
import java.time.Duration;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** Messages put into the job queue anew: records with the key, the value and the headers they came with. */
public final class KafkaJobRequeue implements JobRequeue {
    private final KafkaChannel channel;

    /**
     * @param emitter the outgoing channel of jobs; the topic goes with each message
     * @param limit how long a send may take
     */
    public KafkaJobRequeue(Emitter<byte[]> emitter, Duration limit) {
        this.channel = new KafkaChannel(emitter, limit);
    }

    @Override
    public void put(RawMessage message, Priority priority) throws InterruptedException {
        Headers headers = new RecordHeaders();
        message.headers().forEach(headers::add);
        channel.await(() -> channel.sendTo(Topics.line(priority), message.key(), message.value(), headers));
    }
}
