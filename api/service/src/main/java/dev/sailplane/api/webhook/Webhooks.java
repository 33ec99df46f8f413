package dev.sailplane.api.webhook;

import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.Jobs;
import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.Webhook;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Decides who is to be told of an event. The job is taken from the view or the bucket. Blocking. */
@ApplicationScoped
public class Webhooks {
    private static final Logger LOG = Logger.getLogger(Webhooks.class);

    private final Jobs jobs;

    /** Finds jobs there. */
    public Webhooks(Jobs jobs) {
        this.jobs = jobs;
    }

    /** The message that the event calls for, if any. */
    public Optional<Delivery> due(CloudEvent event) {
        return switch (event.data()) {
            case JobEvent.Completed _, JobEvent.Failed _, JobEvent.Canceled _ -> closing(event);
            // start, output and logs have their place here.
            case JobEvent.Accepted _,
                    JobEvent.Started _,
                    JobEvent.Progress _,
                    JobEvent.Preview _,
                    JobEvent.Output _,
                    JobEvent.DeadLettered _ -> Optional.empty();
        };
    }

    private Optional<Delivery> closing(CloudEvent event) {
        Optional<JobState> known = jobs.find(event.data().jobId());
        if (known.isEmpty()) {
            LOG.warnf(
                    "event of an unknown job passed over jobId=%s", event.data().jobId());
        }
        // The view may not have come as far as this event.
        return known.map(state -> state.after(event.data()))
                .flatMap(state -> state.job()
                        .webhook()
                        .filter(webhook -> webhook.events().contains(Webhook.Event.COMPLETED))
                        .map(webhook -> new Delivery(event.id(), webhook.url(), state)));
    }
}
