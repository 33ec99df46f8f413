package dev.sailplane.worker.job;

import static dev.sailplane.worker.job.Settlement.REJECT;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.MalformedMessageException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a message that was dealt out often, and of a job that no attempt gets further. The broker gives a message
 * up by itself, silently, after a number of deliveries (5 by default), and counts those too that ended because the
 * worker went down. So a job goes on as a new message long before that.
 *
 * @see <a href="../../../../../../../../../infra/adr/0010-checkpoints-and-fencing.md">decision 0010</a>
 */
public final class LastResort {
    /** How often a job is put into the queue anew. */
    static final int MAXIMUM_REQUEUES = 1_000;

    /** A delivery that is no attempt: the job goes on as a new message. Should a worker die at it, the broker has two more. */
    static final int DELIVERY_TOO_MANY = 3;

    private static final Duration BETWEEN_SENDS = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);

    private final JobEvents events;
    private final DeadLetters deadLetters;
    private final JobRequeue queue;

    public LastResort(JobEvents events, DeadLetters deadLetters, JobRequeue queue) {
        this.events = events;
        this.deadLetters = deadLetters;
        this.queue = queue;
    }

    /** Whether the message was dealt out so often that the broker may soon give it up. */
    static boolean wornOut(Delivery delivery) {
        return delivery.attempt() >= DELIVERY_TOO_MANY;
    }

    /**
     * Puts a job whose message is worn out into the queue anew, for as long as it takes; returns whether it did.
     *
     * @throws InterruptedException when the lease is lost or the worker drains
     */
    boolean requeued(Job job, Delivery delivery) throws InterruptedException {
        if (!wornOut(delivery) || delivery.requeued() >= MAXIMUM_REQUEUES) {
            return false;
        }
        insist(delivery.again(), job);
        LOG.atInfo()
                .addKeyValue("jobId", job.id())
                .addKeyValue("attempts", delivery.number() - 1)
                .log("job goes on as a new message");
        return true;
    }

    // A message given back is one delivery nearer to its end: while the lease lasts, it is better kept than released.
    private void insist(RawMessage message, Job job) throws InterruptedException {
        while (true) {
            try {
                queue.put(message, job.priority());
                return;
            } catch (RetriableFailureException refusal) {
                LOG.atWarn().setCause(refusal).addKeyValue("jobId", job.id()).log("waiting for the job queue");
                Thread.sleep(BETWEEN_SENDS);
            }
        }
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
