package dev.sailplane.worker.job;

import static dev.sailplane.worker.job.Settlement.REJECT;

import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.MalformedMessageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a message whose deliveries are spent. The broker counts all of them, those too that ended because the
 * worker was stopped or went down with a neighbour's job. So a job that got further in them than before goes on as a new
 * message; one that did not is put aside.
 *
 * @see <a href="../../../../../../../../../infra/adr/0010-checkpoints-and-fencing.md">decision 0010</a>
 */
public final class LastResort {
    /** How often a job is put into the queue anew. */
    static final int MAXIMUM_REQUEUES = 100;

    private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);

    private final JobEvents events;
    private final DeadLetters deadLetters;
    private final JobRequeue queue;

    public LastResort(JobEvents events, DeadLetters deadLetters, JobRequeue queue) {
        this.events = events;
        this.deadLetters = deadLetters;
        this.queue = queue;
    }

    /** Puts the job into the queue anew if it got further with this message; returns whether it did. */
    boolean requeued(Attempt attempt, Delivery delivery) throws InterruptedException {
        // That the first of all attempts gets further than nothing says nothing of the job.
        int lastOfBefore = Math.max(1, delivery.attemptsBefore());
        if (delivery.requeued() >= MAXIMUM_REQUEUES || attempt.fence().movedBy() <= lastOfBefore) {
            return false;
        }
        queue.put(delivery.again(), attempt.job().priority());
        LOG.atInfo()
                .addKeyValue("jobId", attempt.job().id())
                .addKeyValue("attempt", attempt.number())
                .log("job goes on as a new message");
        return true;
    }

    /** Puts a job aside whose failure stands. */
    Settlement bury(JobId job, Delivery delivery, String reason) throws InterruptedException {
        events.publish(new JobEvent.DeadLettered(job, delivery.number(), reason));
        deadLetters.bury(delivery.message(), reason);
        return REJECT;
    }

    /** Puts a message aside that asks for nothing. */
    Settlement refuse(Delivery delivery, MalformedMessageException malformed) throws InterruptedException {
        String reason = String.valueOf(malformed.getMessage());
        LOG.atError()
                .addKeyValue("attempt", delivery.attempt())
                .addKeyValue("reason", reason)
                .log("malformed message put aside");
        deadLetters.bury(delivery.message(), reason);
        return REJECT;
    }
}
