package dev.sailplane.api.http.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sailplane.api.storage.MemoryObjectStore;
import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.Failure;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.Numerics;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.OutputImage;
import dev.sailplane.contract.Topics;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Sees what was queued since it began, and tells what became of it. */
public final class FakeWorker {
    static final Instant ENDED_AT = Instant.parse("2999-01-01T00:00:08Z");

    private final InMemoryConnector connector;
    private final MemoryObjectStore store;
    private long offset;

    public FakeWorker(InMemoryConnector connector, MemoryObjectStore store) {
        this.connector = connector;
        this.store = store;
        connector.sink("jobs").clear();
        store.objects().clear();
    }

    public List<Job> queue() {
        return connector.<byte[]>sink("jobs").received().stream()
                .map(FakeWorker::job)
                .toList();
    }

    /** The only job, as soon as it is there. */
    public Job takes() {
        await().until(() -> queue().size() == 1);
        return queue().getFirst();
    }

    void comes(Job job, double fraction) {
        int step = (int) (fraction * 100);
        tell(new JobEvent.Progress(job.id(), 1, fraction, "base", step, 100, OptionalDouble.empty()));
    }

    void previews(Job job, double fraction, String file) {
        String key = ObjectKeys.preview(job.id(), 0);
        store.put(key, file.getBytes(StandardCharsets.UTF_8), "image/jpeg");
        tell(new JobEvent.Preview(job.id(), 1, 0, "base", (int) (fraction * 100), key));
    }

    /** Finishes it with as many pictures as were asked for; their files say which they are. */
    public void finishes(Job job) {
        tell(completed(job));
    }

    private JobEvent.Completed completed(Job job) {
        int side = job.input().size().orElse(128);
        List<OutputImage> outputs = IntStream.range(0, job.input().numOutputs())
                .mapToObj(index -> output(job, index, side))
                .toList();
        return new JobEvent.Completed(
                job.id(), new JobEvent.Completion(outputs, ENDED_AT.minusSeconds(8), ENDED_AT, 6.5, 1, Numerics.EXACT));
    }

    /** Finishes it, and nobody can read the pictures. */
    void finishesWithTheStoreDown(Job job, MemoryObjectStore bucket) {
        JobEvent.Completed completed = completed(job);
        bucket.down(true);
        tell(completed);
    }

    /** Until what was told has been read by whoever reads it. */
    void rests() {
        try {
            Thread.sleep(150);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    public void fails(Job job, String code, String message) {
        tell(new JobEvent.Failed(job.id(), ENDED_AT, new Failure(code, message)));
    }

    public void cancels(Job job) {
        tell(new JobEvent.Canceled(job.id(), ENDED_AT));
    }

    /** Puts it aside: its last word first, then what became of its record. */
    public void buries(Job job, String code) {
        fails(job, code, "No worker could carry it out.");
        tell(new JobEvent.DeadLettered(job.id(), 4, code));
    }

    private OutputImage output(Job job, int index, int side) {
        String key = ObjectKeys.output(job.id(), index, job.input().output().format());
        byte[] file = ("picture " + index).getBytes(StandardCharsets.UTF_8);
        store.put(key, file, job.input().output().format().mediaType());
        return new OutputImage(index, key, side, side, file.length, "ab");
    }

    private void tell(JobEvent data) {
        CloudEvent event = CloudEvent.of(URI.create("/worker/1"), Instant.now(), data);
        ConsumerRecord<String, byte[]> message =
                new ConsumerRecord<>(Topics.EVENTS, 0, offset++, data.jobId().value(), Messages.write(data));
        event.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        connector.<ConsumerRecord<String, byte[]>>source("view-events").send(message);
    }

    private static Job job(Message<byte[]> sent) {
        OutgoingKafkaRecordMetadata<?> metadata =
                sent.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
        Map<String, String> headers = new HashMap<>();
        metadata.getHeaders()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        Job job = ((JobEvent.Accepted) Messages.read(headers, sent.getPayload()).data()).job();
        assertThat(metadata.getTopic()).isEqualTo(Topics.line(job.priority()));
        return job;
    }
}
