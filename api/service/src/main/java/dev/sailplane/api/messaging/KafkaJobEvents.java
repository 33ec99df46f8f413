package dev.sailplane.api.messaging;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.job.JobEvents;
import dev.sailplane.api.job.PublishingException;
import dev.sailplane.api.trace.JobTraces;
import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.Topics;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata.OutgoingKafkaRecordMetadataBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Events as CloudEvents in binary mode, key = job id: accepted jobs on the topic of their {@linkplain Topics#line line},
 * canceled ones on {@link Topics#EVENTS} and {@link Topics#CANCELLATIONS}.
 */
@ApplicationScoped
public class KafkaJobEvents implements JobEvents {
    private static final URI SOURCE = URI.create("/api");

    private final MutinyEmitter<byte[]> jobs;
    private final MutinyEmitter<byte[]> events;
    private final MutinyEmitter<byte[]> cancellations;
    private final JobTraces traces;
    private final SendingLine line;
    private final Duration timeout;

    /** Sends to the channels. */
    public KafkaJobEvents(
            @Channel("jobs") MutinyEmitter<byte[]> jobs,
            @Channel("events") MutinyEmitter<byte[]> events,
            @Channel("cancellations") MutinyEmitter<byte[]> cancellations,
            JobTraces traces,
            ApiConfiguration configuration) {
        this.jobs = jobs;
        this.events = events;
        this.cancellations = cancellations;
        this.traces = traces;
        ApiConfiguration.Publishing settings = configuration.publishing();
        this.line = new SendingLine(settings.maximumUnderWay(), settings.patience());
        this.timeout = settings.timeout();
    }

    @Override
    public void accepted(Job job) {
        JobEvent accepted = new JobEvent.Accepted(job);
        String topic = Topics.line(job.priority());
        Span publication = traces.publication(job, topic);
        try {
            Headers headers = headers(CloudEvent.of(SOURCE, job.createdAt(), accepted));
            traces.traceparent(publication)
                    .or(job::traceparent)
                    .ifPresent(trace -> headers.add("traceparent", trace.getBytes(StandardCharsets.UTF_8)));
            await(line.enter(send(jobs, accepted, metadata(accepted, headers).withTopic(topic))));
        } catch (RuntimeException unconfirmed) {
            publication.setStatus(StatusCode.ERROR, unconfirmed.getClass().getSimpleName());
            throw unconfirmed;
        } finally {
            publication.end();
        }
    }

    @Override
    public void canceled(JobEvent.Canceled canceled) {
        await(Uni.join()
                .all(
                        send(cancellations, canceled, metadata(canceled, headers(canceled))),
                        send(events, canceled, metadata(canceled, headers(canceled))))
                .andFailFast()
                .subscribeAsCompletionStage());
    }

    private void await(CompletableFuture<?> sent) {
        try {
            sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException unconfirmed) {
            throw new PublishingException("the broker did not confirm the event", unconfirmed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new PublishingException("the service is stopped while the broker is yet to confirm", stopping);
        }
    }

    private static Uni<Void> send(
            MutinyEmitter<byte[]> channel, JobEvent event, OutgoingKafkaRecordMetadataBuilder<String> metadata) {
        return channel.sendMessage(Message.of(Messages.write(event)).addMetadata(metadata.build()));
    }

    private static OutgoingKafkaRecordMetadataBuilder<String> metadata(JobEvent event, Headers headers) {
        return OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(event.jobId().value())
                .withHeaders(headers);
    }

    private static Headers headers(JobEvent.Canceled canceled) {
        return headers(CloudEvent.of(SOURCE, canceled.canceledAt(), canceled));
    }

    private static Headers headers(CloudEvent event) {
        RecordHeaders headers = new RecordHeaders();
        event.headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
