package dev.sailplane.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.OutputImage;
import dev.sailplane.contract.Topics;
import dev.sailplane.worker.job.FakeImageEngine;
import dev.sailplane.worker.job.ImageEngine;
import dev.sailplane.worker.job.RawMessage;
import dev.sailplane.worker.job.TestJobs;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.s3.S3Client;

/** The whole worker on a real broker and a real store; only the engine is a stand-in. */
@QuarkusTest
@WithTestResource(Backbone.class)
@Timeout(90)
final class WorkerPathIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers = "";

    @Inject
    S3Client store;

    @Test
    void turnsAJobIntoPicturesAndEvents() throws Exception {
        Job job = job("01jd000000000000000000000c", 2);

        send(TestJobs.message(new JobEvent.Accepted(job)));

        List<CloudEvent> events = eventsUntilTheEndOf(job.id());
        assertThat(events)
                .extracting(CloudEvent::type)
                .startsWith("dev.sailplane.job.started")
                .contains("dev.sailplane.job.progress")
                .endsWith("dev.sailplane.job.output", "dev.sailplane.job.output", "dev.sailplane.job.completed");
        assertThat(events)
                .extracting(event -> event.source().toString())
                .allMatch(source -> source.startsWith("/worker/"));
        JobEvent.Completed completed = (JobEvent.Completed) events.getLast().data();
        for (OutputImage output : completed.completion().outputs()) {
            assertThat(read(output.objectKey())).hasSize((int) output.bytes());
        }
        assertThat(Messages.readManifest(read(ObjectKeys.manifest(job.id()))).outcome())
                .isEqualTo(completed);
    }

    @Test
    void drawsAJobOnceThatIsQueuedTwice() throws Exception {
        Job job = job("01jd000000000000000000000d", 1);
        RawMessage message = TestJobs.message(new JobEvent.Accepted(job));

        send(message);
        send(message);

        List<CloudEvent> events = eventsUntilTheEndOf(job.id());
        await().atMost(SOON)
                .until(() -> events(Topics.EVENTS).stream()
                        .filter(event -> event.data().jobId().equals(job.id()))
                        .filter(event -> event.data() instanceof JobEvent.Completed)
                        .map(CloudEvent::data)
                        .toList()
                        .equals(List.of(
                                events.getLast().data(), events.getLast().data())));
    }

    @Test
    void putsAMalformedMessageAsideAndGoesOn() throws Exception {
        byte[] garbage = "{no json".getBytes(StandardCharsets.UTF_8);
        Job job = job("01jd000000000000000000000e", 1);

        send(new RawMessage(new byte[] {1}, garbage, Map.of("x", new byte[] {2})));
        send(TestJobs.message(new JobEvent.Accepted(job)));

        assertThat(eventsUntilTheEndOf(job.id()).getLast().data()).isInstanceOf(JobEvent.Completed.class);
        List<ConsumerRecord<byte[], byte[]>> letters = records(Topics.DEAD_LETTERS);
        assertThat(letters).hasSize(1);
        assertThat(letters.getFirst().value()).isEqualTo(garbage);
        assertThat(letters.getFirst().key()).containsExactly(1);
        assertThat(letters.getFirst().headers().lastHeader("x").value()).containsExactly(2);
        assertThat(letters.getFirst()
                        .headers()
                        .lastHeader(Topics.DEAD_LETTER_REASON)
                        .value())
                .asString()
                .contains("ce_id");
    }

    private static Job job(String id, int outputs) {
        return TestJobs.job(new JobId(id), TestJobs.input(outputs, Optional.empty()));
    }

    private byte[] read(String key) {
        return store.getObjectAsBytes(request -> request.bucket(S3Server.BUCKET).key(key))
                .asByteArray();
    }

    private void send(RawMessage message) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.JOBS, message.key(), message.value());
            message.headers().forEach(record.headers()::add);
            producer.send(record).get();
        }
    }

    private List<CloudEvent> eventsUntilTheEndOf(JobId job) {
        return await().atMost(SOON)
                .until(
                        () -> events(Topics.EVENTS).stream()
                                .filter(event -> event.data().jobId().equals(job))
                                .toList(),
                        events -> !events.isEmpty() && events.getLast().data() instanceof JobEvent.Completed);
    }

    private List<CloudEvent> events(String topic) {
        return records(topic).stream()
                .map(record -> {
                    Map<String, String> headers = new HashMap<>();
                    record.headers()
                            .forEach(header ->
                                    headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
                    CloudEvent event = Messages.read(headers, record.value());
                    assertThat(record.key())
                            .asString()
                            .isEqualTo(event.data().jobId().value());
                    return event;
                })
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partition = new org.apache.kafka.common.TopicPartition(topic, 0);
            consumer.assign(Set.of(partition));
            consumer.seekToBeginning(Set.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(Set.of(partition)).get(partition));
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    /** Stands in for the engine, so that the path is tested alone. */
    @Singleton
    static final class StandIn {
        @Produces
        @Singleton
        @Alternative
        @Priority(1)
        ImageEngine engine() {
            return new FakeImageEngine();
        }
    }
}
