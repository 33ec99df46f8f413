package dev.sailplane.api.webhook;

import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.Jobs;
import dev.sailplane.api.storage.StorageException;
import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.Webhook;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Decides who is to be told of an event. What must arrive ({@code start}, {@code completed}) becomes a delivery in the
 * log, what need not ({@code output}, {@code logs}) is sent at once or not at all. Blocking.
 */
@ApplicationScoped
public class Webhooks {
    private static final Logger LOG = Logger.getLogger(Webhooks.class);
    private static final int LOOKS = 5;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Jobs jobs;
    private final JobView view;
    private final Deliveries deliveries;
    private final LiveUpdates live;

    /** Finds jobs in the view or the bucket. */
    public Webhooks(Jobs jobs, JobView view, Deliveries deliveries, LiveUpdates live) {
        this.jobs = jobs;
        this.view = view;
        this.deliveries = deliveries;
        this.live = live;
    }

    /**
     * Sees to it that the receiver is told of the event, if it wants to be.
     *
     * @param shard partition of the event
     * @throws StorageException when only the bucket knows the job and does not answer: worth trying again
     * @throws DeliveryJournalException when the promise could not be kept safe: worth trying again
     */
    public void tell(CloudEvent event, int shard) throws InterruptedException {
        switch (event.data()) {
            case JobEvent.Started _ -> promise(event, Webhook.Event.START, shard);
            case JobEvent.Completed _, JobEvent.Failed _, JobEvent.Canceled _ ->
                promise(event, Webhook.Event.COMPLETED, shard);
            case JobEvent.Progress _ -> offer(event, Webhook.Event.LOGS);
            case JobEvent.Preview _, JobEvent.Output _ -> offer(event, Webhook.Event.OUTPUT);
            case JobEvent.Accepted _, JobEvent.DeadLettered _ -> {}
        }
    }

    private void promise(CloudEvent event, Webhook.Event kind, int shard) throws InterruptedException {
        Optional<JobState> known = lookedFor(event.data().jobId());
        if (known.isEmpty()) {
            LOG.warnf(
                    "event of an unknown job passed over jobId=%s", event.data().jobId());
        }
        known.flatMap(state -> receiver(state, kind).map(url -> notice(event, kind, state, url, shard)))
                // An event may come twice, after a restart for one.
                .filter(notice -> deliveries.find(notice.id()).isEmpty())
                .ifPresent(notice -> deliveries.record(Delivery.of(notice)));
    }

    // The event may have come before the job's acceptance, which is on another topic.
    private Optional<JobState> lookedFor(JobId id) throws InterruptedException {
        Optional<JobState> known = jobs.find(id);
        for (int look = 1; known.isEmpty() && look < LOOKS; look++) {
            Thread.sleep(BETWEEN_LOOKS);
            known = jobs.find(id);
        }
        return known;
    }

    private void offer(CloudEvent event, Webhook.Event kind) {
        view.find(event.data().jobId())
                .filter(state -> !state.ended())
                .ifPresent(state -> receiver(state, kind)
                        .ifPresent(url -> live.offer(kind, event.id(), url, state.after(event.data()))));
    }

    private static Optional<URI> receiver(JobState state, Webhook.Event kind) {
        return state.job()
                .webhook()
                .filter(webhook -> webhook.events().contains(kind))
                .map(Webhook::url);
    }

    private static Notice notice(CloudEvent event, Webhook.Event kind, JobState state, URI url, int shard) {
        return new Notice(
                event.id(),
                state.job().tenant(),
                state.job().id(),
                kind,
                url,
                shard,
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
