package dev.sailplane.worker.messaging;

import dev.sailplane.contract.Topics;
import dev.sailplane.worker.job.DeadLetters;
import dev.sailplane.worker.job.RawMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** Dead letters on a topic: key, value and headers as they came, the reason in a header more. */
public final class KafkaDeadLetters implements DeadLetters {
    private final KafkaChannel channel;

    /**
     * @param emitter the outgoing channel of {@link Topics#DEAD_LETTERS}
     * @param limit how long a send may take
     */
    public KafkaDeadLetters(Emitter<byte[]> emitter, Duration limit) {
        this.channel = new KafkaChannel(emitter, limit);
    }

    @Override
    public void bury(RawMessage message, String reason) throws InterruptedException {
        Headers headers = new RecordHeaders();
        message.headers().forEach(headers::add);
        headers.add(Topics.DEAD_LETTER_REASON, reason.getBytes(StandardCharsets.UTF_8));
        channel.sendAndWait(message.key(), message.value(), headers);
    }
}
