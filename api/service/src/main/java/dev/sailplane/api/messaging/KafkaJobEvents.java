package dev.sailplane.api.messaging;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.prediction.JobPublisher;
import dev.sailplane.api.prediction.PublishingException;
import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.Messages;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Jobs as records of {@link dev.sailplane.contract.Topics#JOBS}, CloudEvents in binary mode, key = job id. The producer
 * gives up before this class does; a record that the broker wrote without living to say so remains, and its worker finds
 * the inputs gone.
 */
@ApplicationScoped
public class KafkaJobPublisher implements JobPublisher {
    private static final URI SOURCE = URI.create("/api");

    private final MutinyEmitter<byte[]> jobs;
    private final Duration timeout;

    /** Sends to the channel {@code jobs}. */
    public KafkaJobPublisher(@Channel("jobs") MutinyEmitter<byte[]> jobs, ApiConfiguration configuration) {
        this.jobs = jobs;
        this.timeout = configuration.publishing().timeout();
    }

    @Override
    public void publish(Job job) {
        CloudEvent event = CloudEvent.of(SOURCE, job.createdAt(), new JobEvent.Accepted(job));
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(job.id().value())
                .withHeaders(headers(event))
                .build();
        try {
            jobs.sendMessage(Message.of(Messages.write(event.data())).addMetadata(metadata))
                    .await()
                    .atMost(timeout);
        } catch (RuntimeException refused) {
            throw new PublishingException("the broker did not take the job", refused);
        }
    }

    private static Headers headers(CloudEvent event) {
        RecordHeaders headers = new RecordHeaders();
        event.headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
