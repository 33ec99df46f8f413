package dev.sailplane.worker.consumergroup;

import dev.sailplane.worker.job.Delivery;
import dev.sailplane.worker.job.HandledDelivery;
import dev.sailplane.worker.job.JobHandler;
import dev.sailplane.worker.job.RawMessage;
import dev.sailplane.worker.job.Settlement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A handler at work on one record, on a virtual thread. It always ends in a settlement. For one thread. */
final class RunningJob {
    private final ConsumerRecord<byte[], byte[]> record;
    private final CompletableFuture<Settlement> settlement = new CompletableFuture<>();
    private final Thread thread;
    private boolean ours = true;

    RunningJob(JobHandler handler, ConsumerRecord<byte[], byte[]> record, int attempt) {
        this.record = record;
        Delivery delivery =
                new Delivery(new RawMessage(orEmpty(record.key()), orEmpty(record.value()), headers(record)), attempt);
        thread = Thread.ofVirtual()
                .name("job")
                .start(() -> settlement.complete(HandledDelivery.settlement(handler, delivery)));
    }

    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    boolean hasEnded() {
        return settlement.isDone();
    }

    /** How to settle; only once it has ended. */
    Settlement settlement() {
        return settlement.join();
    }

    /** Interrupts the handler unless it has ended. */
    void stop() {
        thread.interrupt();
    }

    /** Waits for the end, or for the limit. */
    void awaitEnd(Duration limit) {
        settlement
                .copy()
                .completeOnTimeout(Settlement.RELEASE, limit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Interrupts the handler; whatever it ends in is of no interest any more. */
    void abandon() {
        ours = false;
        thread.interrupt();
    }

    /** Whether the record is still for this worker to settle. */
    boolean ours() {
        return ours;
    }

    private static Map<String, byte[]> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), orEmpty(header.value()));
        }
        return headers;
    }

    private static byte[] orEmpty(byte @Nullable [] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }
}
