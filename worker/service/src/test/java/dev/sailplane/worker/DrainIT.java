package dev.sailplane.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.Topics;
import dev.sailplane.worker.job.AttemptPolicy;
import dev.sailplane.worker.job.Cancellations;
import dev.sailplane.worker.job.CheckpointRule;
import dev.sailplane.worker.job.Drain;
import dev.sailplane.worker.job.FakeDeadLetters;
import dev.sailplane.worker.job.FakeImageEngine;
import dev.sailplane.worker.job.FakeJobEvents;
import dev.sailplane.worker.job.FakeJobRequeue;
import dev.sailplane.worker.job.JobDrawing;
import dev.sailplane.worker.job.JobFiles;
import dev.sailplane.worker.job.JobQueue;
import dev.sailplane.worker.job.JobWorker;
import dev.sailplane.worker.job.LastResort;
import dev.sailplane.worker.job.LastWords;
import dev.sailplane.worker.job.Patience;
import dev.sailplane.worker.job.RawMessage;
import dev.sailplane.worker.job.Reporter;
import dev.sailplane.worker.job.StoppableDrawing;
import dev.sailplane.worker.job.TestJobs;
import dev.sailplane.worker.s3.S3CheckpointStore;
import dev.sailplane.worker.s3.S3ImageStore;
import dev.sailplane.worker.sharegroup.KafkaShareJobQueue;
import dev.sailplane.worker.sharegroup.ShareQueueSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** A worker that stops, and the one after it, on a real broker and a real store. */
@Timeout(120)
final class DrainIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int SLOTS = 3;
    private static final int STEPS = 10_000;

    private final FakeJobEvents events = new FakeJobEvents();

    @TempDir
    Path folder;

    @Test
    void leavesAllItsJobsToTheNextWorkerThatGoesOnWithThem() throws Exception {
        List<Job> jobs = IntStream.rangeClosed(1, SLOTS)
                .mapToObj(index -> TestJobs.job(new JobId("01jd2%021d".formatted(index)), TestJobs.inSteps(STEPS)))
                .toList();
        try (EmbeddedBroker broker = new EmbeddedBroker(folder.resolve("kafka"));
                S3Server server = new S3Server(Files.createDirectories(folder.resolve("s3")));
                S3Client store = server.client()) {
            broker.createTopics(List.of(Topics.JOBS));
            send(broker, jobs);
            FakeImageEngine first = new FakeImageEngine();
            first.pace = Duration.ofMillis(10);
            Drain drain = new Drain(LIMIT, Duration.ofSeconds(1), InstantSource.system());
            JobQueue leaving = serve(broker, store, first, drain);
            await().atMost(SOON).until(() -> first.orders.size() == SLOTS && first.stepsDone.get() > 100);

            Instant begun = Instant.now();
            drain.begin();
            leaving.close();

            assertThat(Duration.between(begun, Instant.now())).isLessThan(LIMIT);
            FakeImageEngine second = new FakeImageEngine();
            JobQueue next =
                    serve(broker, store, second, new Drain(LIMIT, Duration.ofSeconds(1), InstantSource.system()));
            await().atMost(SOON).until(() -> events.of(JobEvent.Completed.class).size() == SLOTS);
            next.close();
            // What was done between the last save and the end of a drawing is a step or two a job.
            assertThat(first.stepsDone.get() + second.stepsDone.get())
                    .isBetween(SLOTS * STEPS, SLOTS * STEPS + 5 * SLOTS);
            assertThat(second.orders).allMatch(order -> order.checkpoint().isPresent());
            assertThat(store.listObjectsV2(request -> request.bucket(S3Server.BUCKET))
                            .contents())
                    .noneMatch(object -> object.key().endsWith("/checkpoint"));
        }
    }

    private JobQueue serve(EmbeddedBroker broker, S3Client store, FakeImageEngine engine, Drain drain) {
        JobFiles files = new JobFiles(
                new S3ImageStore(store, S3Server.BUCKET), new S3CheckpointStore(store, S3Server.BUCKET), Patience.NONE);
        InstantSource clock = InstantSource.system();
        JobDrawing drawing =
                new JobDrawing(engine, files, CheckpointRule.OFF, drain, new Reporter(events, clock, "worker-1"));
        JobQueue queue = new KafkaShareJobQueue(
                new ShareQueueSettings(broker.clientSettings(), Topics.JOBS, Topics.WORKER_GROUP, SLOTS, LIMIT));
        queue.serve(new JobWorker(
                new StoppableDrawing(drawing, new Cancellations(), drain, clock),
                files,
                new LastWords(files.images(), events, _ -> {}),
                new LastResort(events, new FakeDeadLetters(), new FakeJobRequeue()),
                new AttemptPolicy(4, Duration.ofMillis(100))));
        return queue;
    }

    private static void send(EmbeddedBroker broker, List<Job> jobs) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (Job job : jobs) {
                RawMessage message = TestJobs.message(new JobEvent.Accepted(job));
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(Topics.JOBS, message.key(), message.value());
                message.headers().forEach(record.headers()::add);
                producer.send(record).get();
            }
        }
    }
}
