package dev.sailplane.api.messaging;

import dev.sailplane.api.job.JobView;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Feeds the view of jobs from all topics of theirs. A record that is no event is passed over: workers deal with it. */
@ApplicationScoped
public class ViewFeed {
    private final JobView view;
    private final CatchUp catchUp;

    /** Feeds this view. */
    public ViewFeed(JobView view, CatchUp catchUp) {
        this.view = view;
        this.catchUp = catchUp;
    }

    /** Takes an accepted job. */
    @Incoming("view-jobs")
    @NonBlocking
    public void job(ConsumerRecord<String, byte[]> message) {
        take(message);
    }

    /** Takes what happened to a job. */
    @Incoming("view-events")
    @NonBlocking
    public void event(ConsumerRecord<String, byte[]> message) {
        take(message);
    }

    private void take(ConsumerRecord<String, byte[]> message) {
        Records.read(message).ifPresent(event -> view.apply(event.data(), message.offset()));
        catchUp.processed(message.topic(), message.partition(), message.offset());
    }
}
