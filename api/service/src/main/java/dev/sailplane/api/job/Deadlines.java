package dev.sailplane.api.job;

import dev.sailplane.api.storage.StorageException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Cancels jobs at their deadlines, those that wait above all: a worker watches the deadline of the job it draws itself.
 * Every replica does it, which is harmless: one of them has the last word.
 */
@ApplicationScoped
public class Deadlines {
    private static final Logger LOG = Logger.getLogger(Deadlines.class);

    private final JobView view;
    private final Cancellation cancellation;

    /** Watches the jobs of the view. */
    public Deadlines(JobView view, Cancellation cancellation) {
        this.view = view;
        this.cancellation = cancellation;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        for (JobState overdue : view.overdue()) {
            try {
                cancellation.cancel(overdue);
            } catch (StorageException | PublishingException unavailable) {
                // The next sweep tries again.
                LOG.warnf("deadline not enforced yet jobId=%s reason=%s", overdue.id(), unavailable.getMessage());
            }
        }
    }
}
