package dev.sailplane.worker.messaging;

import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.Messages;
import dev.sailplane.worker.job.JobEvents;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Job events as CloudEvents in binary mode, key = job id. */
public final class KafkaJobEvents implements JobEvents {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaJobEvents.class);

    private final KafkaChannel channel;
    private final URI source;
    private final InstantSource clock;

    /**
     * @param emitter the outgoing channel of {@link dev.sailplane.contract.Topics#EVENTS}
     * @param limit how long a send may take
     * @param worker the worker's name
     */
    public KafkaJobEvents(Emitter<byte[]> emitter, Duration limit, String worker, InstantSource clock) {
        this.channel = new KafkaChannel(emitter, limit);
        this.source = URI.create("/worker/" + worker);
        this.clock = clock;
    }

    @Override
    public void publish(JobEvent event) throws InterruptedException {
        channel.await(() -> send(event));
    }

    // One after the other onto the channel, which keeps the order; the broker is waited for once.
    @Override
    public void publishAll(List<JobEvent> several) throws InterruptedException {
        channel.await(
                () -> CompletableFuture.allOf(several.stream().map(this::send).toArray(CompletableFuture<?>[]::new)));
    }

    @Override
    public void tell(JobEvent event) {
        try {
            send(event).exceptionally(failure -> lost(event, failure));
        } catch (IllegalStateException full) {
            lost(event, full);
        }
    }

    private CompletableFuture<Void> send(JobEvent event) {
        return channel.send(key(event), Messages.write(event), headers(event));
    }

    private Headers headers(JobEvent event) {
        Headers headers = new RecordHeaders();
        CloudEvent.of(source, clock.instant(), event)
                .headers()
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    private static byte[] key(JobEvent event) {
        return event.jobId().value().getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("NullAway") // the only value of Void
    private static Void lost(JobEvent event, Throwable failure) {
        LOG.atDebug().setCause(failure).addKeyValue("jobId", event.jobId()).log("event not sent");
        return null;
    }
}
