package dev.sailplane.worker.messaging;

import dev.sailplane.worker.job.RetriableFailureException;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata.OutgoingKafkaRecordMetadataBuilder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** An outgoing channel whose sends can be waited for. Safe for use by several threads. */
final class KafkaChannel {
    private final Emitter<byte[]> emitter;
    private final Duration limit;

    /** @param limit how long a send may take */
    KafkaChannel(Emitter<byte[]> emitter, Duration limit) {
        this.emitter = emitter;
        this.limit = limit;
    }

    /**
     * Sends; the future tells when the broker has it.
     *
     * @throws IllegalStateException when so much waits already that this cannot be kept, too
     */
    CompletableFuture<Void> send(byte[] key, byte[] value, Headers headers) {
        return send(OutgoingKafkaRecordMetadata.<byte[]>builder(), key, value, headers);
    }

    /** The same to a topic other than the channel's own. */
    CompletableFuture<Void> sendTo(String topic, byte[] key, byte[] value, Headers headers) {
        return send(OutgoingKafkaRecordMetadata.<byte[]>builder().withTopic(topic), key, value, headers);
    }

    private CompletableFuture<Void> send(
            OutgoingKafkaRecordMetadataBuilder<byte[]> metadata, byte[] key, byte[] value, Headers headers) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        emitter.send(Message.of(
                value,
                Metadata.of(metadata.withKey(key).withHeaders(headers).build()),
                () -> done(sent.complete(null)),
                failure -> done(sent.completeExceptionally(failure))));
        return sent;
    }

    /** Sends and waits. */
    void sendAndWait(byte[] key, byte[] value, Headers headers) throws InterruptedException {
        await(() -> send(key, value, headers));
    }

    /** Waits for what is sent. */
    void await(Supplier<CompletableFuture<Void>> sends) throws InterruptedException {
        try {
            sends.get().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | IllegalStateException failure) {
            throw new RetriableFailureException("the broker did not take a message", failure);
        }
    }

    private static CompletionStage<Void> done(boolean ignored) {
        return CompletableFuture.completedFuture(null);
    }
}
