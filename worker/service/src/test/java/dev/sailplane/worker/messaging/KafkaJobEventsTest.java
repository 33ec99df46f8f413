package dev.sailplane.worker.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sailplane.contract.JobEvent;
import dev.sailplane.worker.job.RetriableFailureException;
import dev.sailplane.worker.job.TestJobs;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

final class KafkaJobEventsTest {
    private static final List<JobEvent> NEWS = List.of(
            new JobEvent.DeadLettered(TestJobs.ID, 1, "one"),
            new JobEvent.DeadLettered(TestJobs.ID, 2, "two"),
            new JobEvent.DeadLettered(TestJobs.ID, 3, "three"));

    private final FakeEmitter emitter = new FakeEmitter();

    @Test
    void severalEventsWaitForTheBrokerTogetherAndInTheirOrder() throws InterruptedException {
        // Confirms nothing before it has all three: waited for one by one, they would never be.
        emitter.atThird = sent -> sent.forEach(Message::ack);

        events(Duration.ofSeconds(20)).publishAll(NEWS);

        assertThat(emitter.sent)
                .extracting(message -> new String(message.getPayload(), StandardCharsets.UTF_8))
                .satisfiesExactly(
                        first -> assertThat(first).contains("one"),
                        second -> assertThat(second).contains("two"),
                        third -> assertThat(third).contains("three"));
        assertThat(emitter.sent)
                .extracting(message -> message.getMetadata(OutgoingKafkaRecordMetadata.class)
                        .orElseThrow()
                        .getKey())
                .containsOnly(TestJobs.ID.value().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void oneThatIsRefusedFailsThemAll() {
        emitter.atThird = sent -> {
            sent.get(0).ack();
            sent.get(1).nack(new IllegalStateException("no room"));
            sent.get(2).ack();
        };

        assertThatExceptionOfType(RetriableFailureException.class)
                .isThrownBy(() -> events(Duration.ofSeconds(20)).publishAll(NEWS));
    }

    @Test
    void aBrokerThatIsSilentIsNotWaitedForLongerThanTheLimit() {
        assertThatExceptionOfType(RetriableFailureException.class)
                .isThrownBy(() -> events(Duration.ofMillis(50)).publishAll(NEWS));
    }

    private KafkaJobEvents events(Duration limit) {
        return new KafkaJobEvents(emitter, limit, "test", InstantSource.fixed(Instant.EPOCH));
    }

    private static final class FakeEmitter implements Emitter<byte[]> {
        private final List<Message<byte[]>> sent = new ArrayList<>();
        private Consumer<List<Message<byte[]>>> atThird = _ -> {};

        @Override
        @SuppressWarnings("unchecked")
        public <M extends Message<? extends byte[]>> void send(M message) {
            sent.add((Message<byte[]>) message);
            if (sent.size() == 3) {
                atThird.accept(sent);
            }
        }

        @Override
        public CompletionStage<Void> send(byte[] payload) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void complete() {}

        @Override
        public void error(Exception failure) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean hasRequests() {
            return true;
        }
    }
}
