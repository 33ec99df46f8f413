package dev.sailplane.worker.messaging;

import dev.sailplane.worker.job.RetriableFailureException;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
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
        CompletableFuture<Void> sent = new CompletableFuture<>();
        OutgoingKafkaRecordMetadata<byte[]> metadata = OutgoingKafkaRecordMetadata.<byte[]>builder()
                .withKey(key)
                .withHeaders(headers)
                .build();
        emitter.send(Message.of(
                value,
                Metadata.of(metadata),
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
