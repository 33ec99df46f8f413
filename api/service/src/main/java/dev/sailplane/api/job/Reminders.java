package dev.sailplane.api.job;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.contract.Job;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Puts jobs into the queue again of which nothing is heard. The broker drops a message without a word after a number of
 * deliveries, and counts those of workers that died before they looked at it; the events know better. A job that is in
 * the queue twice still ends once: the bucket decides. Every replica does it; a message of one is news to the others.
 *
 * @see <a href="../../../../../../../../../infra/adr/0018-reminders.md">Decision 0018</a>
 */
@ApplicationScoped
public class Reminders {
    private static final Logger LOG = Logger.getLogger(Reminders.class);
    private static final int SPREAD_MILLISECONDS = 5_000;

    private final JobView view;
    private final JobEvents events;
    private final Duration patience;

    /** Watches the jobs of the view. */
    public Reminders(JobView view, JobEvents events, ApiConfiguration configuration) {
        this.view = view;
        this.events = events;
        this.patience = configuration.view().silence();
    }

    // Replicas that look at the same moment would all find the same jobs.
    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweepAfterAMoment() throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextInt(SPREAD_MILLISECONDS));
        sweep();
    }

    void sweep() {
        for (Job job : view.silent(patience)) {
            try {
                events.accepted(job);
                view.reminded(job.id());
                LOG.warnf("nothing heard of a job, put into the queue again jobId=%s", job.id());
            } catch (LineFullException | PublishingException unavailable) {
                // The next sweep tries again.
                LOG.warnf("reminder not sent jobId=%s reason=%s", job.id(), unavailable.getMessage());
            }
        }
    }
}
