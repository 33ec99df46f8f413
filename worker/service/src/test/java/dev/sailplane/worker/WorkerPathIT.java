package dev.sailplane.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.OutputFormat;
import dev.sailplane.contract.OutputImage;
import dev.sailplane.contract.OutputOptions;
import dev.sailplane.contract.Topics;
import dev.sailplane.worker.job.Checkpoint;
import dev.sailplane.worker.job.Delivery;
import dev.sailplane.worker.job.FakeImageEngine;
import dev.sailplane.worker.job.ImageEngine;
import dev.sailplane.worker.job.RawMessage;
import dev.sailplane.worker.job.TestJobs;
import dev.sailplane.worker.s3.S3CheckpointStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
import software.amazon.awssdk.core.sync.RequestBody;
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

    @TestHTTPResource(value = "/", management = true)
    @SuppressWarnings("NullAway.Init") // injected
    URI management;

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
    void tellsHowLongItsDeviceIsBusy() throws Exception {
        StandIn.ENGINE.secondsLeft = 12.3456;

        HttpResponse<String> answer = ask("/load");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"device_seconds_left\":12.346");
    }

    @Test
    void tellsThePlatformHowItIs() throws Exception {
        assertThat(ask("/q/health/started").statusCode()).isEqualTo(200);
        assertThat(ask("/q/health/live").statusCode()).isEqualTo(200);
        await().atMost(SOON).until(() -> ask("/q/health/ready").statusCode() == 200);
    }

    @Test
    void metricsCarryTheNamesThatDashboardsKnow() throws Exception {
        assertThat(ask("/q/metrics").body())
                .contains("sailplane_leases_total{outcome=\"renewed\"}")
                .contains("sailplane_leases_total{outcome=\"lost\"}")
                .contains("sailplane_s3_errors_total")
                .contains("sailplane_jobs_ended_total{outcome=\"completed\"}")
                .contains("sailplane_jobs_ended_total{outcome=\"failed\"}")
                .contains("sailplane_jobs_ended_total{outcome=\"canceled\"}");
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
        // Another slot has it: the job may end first.
        await().atMost(SOON).until(() -> !records(Topics.DEAD_LETTERS).isEmpty());
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

    @Test
    void stopsACanceledJobWithinAStepAndTakesTheNext() throws Exception {
        Job job = TestJobs.job(new JobId("01jd000000000000000000000f"), TestJobs.inSteps(1_000_000));
        StandIn.ENGINE.pace = Duration.ofMillis(50);
        send(TestJobs.message(new JobEvent.Accepted(job)));
        int begun = StandIn.ENGINE.stepsDone.get();
        await().atMost(SOON).until(() -> StandIn.ENGINE.stepsDone.get() > begun + 2);

        cancel(job);

        assertThat(eventsUntilTheEndOf(job.id()))
                .extracting(CloudEvent::type)
                .doesNotContain("dev.sailplane.job.output")
                .endsWith("dev.sailplane.job.canceled");
        int afterwards = StandIn.ENGINE.stepsDone.get();
        StandIn.ENGINE.pace = Duration.ZERO;
        Job next = job("01jd000000000000000000000g", 1);
        send(TestJobs.message(new JobEvent.Accepted(next)));
        assertThat(eventsUntilTheEndOf(next.id()).getLast().data()).isInstanceOf(JobEvent.Completed.class);
        assertThat(StandIn.ENGINE.stepsDone.get() - afterwards).isLessThanOrEqualTo(StandIn.ENGINE.steps + 1);
    }

    @Test
    void doesNotDrawAJobThatWasCanceledInTheQueue() throws Exception {
        Job job = job("01jd000000000000000000000h", 1);
        int before = StandIn.ENGINE.orders.size();

        cancel(job);
        send(TestJobs.message(new JobEvent.Accepted(job)));

        assertThat(eventsUntilTheEndOf(job.id()))
                .extracting(CloudEvent::type)
                .containsOnly("dev.sailplane.job.canceled");
        assertThat(StandIn.ENGINE.orders).hasSize(before);
    }

    @Test
    void showsPreviewsThatLieInTheBucket() throws Exception {
        Job job = TestJobs.job(
                new JobId("01jd000000000000000000000j"),
                TestJobs.delivered(new OutputOptions(OutputFormat.WEBP, 80, true)));
        StandIn.ENGINE.pace = Duration.ofMillis(300);

        send(TestJobs.message(new JobEvent.Accepted(job)));

        List<CloudEvent> events = eventsUntilTheEndOf(job.id());
        StandIn.ENGINE.pace = Duration.ZERO;
        assertThat(events).extracting(CloudEvent::type).contains("dev.sailplane.job.preview");
        assertThat(read(ObjectKeys.preview(job.id(), 0))).isNotEmpty();
        assertThat(read(ObjectKeys.output(job.id(), 0, OutputFormat.WEBP))).isNotEmpty();
    }

    @Test
    void goesOnWithAJobAsANewMessageWhoseDeliveriesAreSpent() throws Exception {
        Job job = TestJobs.ofBatch(TestJobs.job(new JobId("01jd000000000000000000000k"), TestJobs.inSteps(9)));
        new S3CheckpointStore(store, S3Server.BUCKET)
                .save(
                        job.id(),
                        new Checkpoint(FakeImageEngine.state(7), 7, 2, 2, Duration.ofSeconds(3)),
                        Optional.empty());
        // The first delivery is fenced off by the checkpoint; two of each message's deliveries are attempts.
        StandIn.ENGINE.failures.set(3);

        send(Topics.BATCH_JOBS, TestJobs.message(new JobEvent.Accepted(job)));

        List<CloudEvent> events = eventsUntilTheEndOf(job.id());
        assertThat(events).extracting(CloudEvent::type).doesNotContain("dev.sailplane.job.failed");
        assertThat(records(Topics.BATCH_JOBS))
                .anyMatch(record -> record.headers().lastHeader(Delivery.REQUEUED) != null);
        JobEvent.Completed completed = (JobEvent.Completed) events.getLast().data();
        assertThat(completed.completion().attempt()).isGreaterThan(4);
        assertThat(completed.completion().deviceSeconds()).isEqualTo(4.5);
        assertThat(StandIn.ENGINE.orders.getLast().checkpoint()).get().isEqualTo(FakeImageEngine.state(7));
        await().atMost(SOON)
                .until(() -> store.listObjectsV2(
                                request -> request.bucket(S3Server.BUCKET).prefix(ObjectKeys.checkpoint(job.id())))
                        .contents()
                        .isEmpty());
    }

    /** As the API does it; the worker publishes the outcome that it finds. */
    private void cancel(Job job) throws Exception {
        JobEvent canceled = new JobEvent.Canceled(job.id(), Instant.parse("2026-01-01T00:00:30Z"));
        store.putObject(
                request -> request.bucket(S3Server.BUCKET).key(ObjectKeys.manifest(job.id())),
                RequestBody.fromBytes(Messages.write(new JobManifest(job, canceled))));
        send(Topics.CANCELLATIONS, TestJobs.message(canceled));
    }

    private HttpResponse<String> ask(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(management.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static Job job(String id, int outputs) {
        return TestJobs.job(new JobId(id), TestJobs.input(outputs, Optional.empty()));
    }

    private byte[] read(String key) {
        return store.getObjectAsBytes(request -> request.bucket(S3Server.BUCKET).key(key))
                .asByteArray();
    }

    private void send(RawMessage message) throws Exception {
        send(Topics.JOBS, message);
    }

    private void send(String topic, RawMessage message) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, message.key(), message.value());
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
                        events -> !events.isEmpty() && ended(events.getLast().data()));
    }

    private static boolean ended(JobEvent event) {
        return event instanceof JobEvent.Completed || event instanceof JobEvent.Canceled;
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
        static final FakeImageEngine ENGINE = new FakeImageEngine();

        @Produces
        @Singleton
        @Alternative
        @Priority(1)
        ImageEngine engine() {
            return ENGINE;
        }
    }
}
