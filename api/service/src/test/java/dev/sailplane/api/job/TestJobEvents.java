package dev.sailplane.api.job;

import dev.sailplane.api.messaging.KafkaJobEvents;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;

/** In tests of the whole service: can keep from it that the broker took a job. */
@Alternative
@Priority(1)
@ApplicationScoped
public class TestJobEvents implements JobEvents {
    private final KafkaJobEvents events;
    private volatile boolean silent;

    /** Sends all the same. */
    public TestJobEvents(KafkaJobEvents events) {
        this.events = events;
    }

    /** From now on no job is confirmed, or no longer. */
    public void silent(boolean isSilent) {
        silent = isSilent;
    }

    @Override
    public void accepted(Job job) {
        events.accepted(job);
        if (silent) {
            throw new PublishingException("no answer", new IOException("no answer"));
        }
    }

    @Override
    public void canceled(JobEvent.Canceled canceled) {
        events.canceled(canceled);
    }
}
