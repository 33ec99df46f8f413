package dev.sailplane.worker.job;

import static dev.sailplane.worker.job.Settlement.ACCEPT;
import static dev.sailplane.worker.job.Settlement.REJECT;
import static dev.sailplane.worker.job.Settlement.RELEASE;

import dev.sailplane.contract.Failure;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.MalformedMessageException;
import dev.sailplane.contract.OutputImage;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job's way through the worker: read the message, draw unless the last word was spoken, speak the last word, publish
 * what stands, settle. Whatever happens in between may happen again: a job that is dealt out twice ends in one result.
 */
public final class JobWorker implements JobHandler {
    /** Failure code of a job that was put aside after too many attempts. */
    public static final String DELIVERY_LIMIT = "delivery-limit";

    private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);

    private final StoppableDrawing drawing;
    private final ImageStore store;
    private final JobEvents events;
    private final DeadLetters deadLetters;
    private final AttemptPolicy attempts;
    private final InstantSource clock = InstantSource.system();

    public JobWorker(
            StoppableDrawing drawing,
            ImageStore store,
            JobEvents events,
            DeadLetters deadLetters,
            AttemptPolicy attempts) {
        this.drawing = drawing;
        this.store = store;
        this.events = events;
        this.deadLetters = deadLetters;
        this.attempts = attempts;
    }

    @Override
    public Settlement handle(Delivery delivery) throws InterruptedException {
        try {
            return carryOut(delivery.job(), delivery);
        } catch (MalformedMessageException malformed) {
            return refuse(delivery, malformed);
        }
    }

    private Settlement carryOut(Job job, Delivery delivery) throws InterruptedException {
        try {
            JobManifest lastWord = lastWord(job, delivery.attempt());
            announce(lastWord, delivery.attempt());
            LOG.atInfo()
                    .addKeyValue("jobId", job.id())
                    .addKeyValue("attempt", delivery.attempt())
                    .addKeyValue("outcome", lastWord.outcome().getClass().getSimpleName())
                    .log("job ended");
            return putAside(lastWord.outcome()) ? bury(job, delivery) : ACCEPT;
        } catch (RetriableFailureException failure) {
            return tryAgain(job, delivery, failure);
        }
    }

    private JobManifest lastWord(Job job, int attempt) throws InterruptedException {
        Optional<JobManifest> earlier = store.lastWord(job.id());
        return earlier.isPresent() ? earlier.get() : store.conclude(new JobManifest(job, outcome(job, attempt)));
    }

    private JobEvent outcome(Job job, int attempt) throws InterruptedException {
        if (attempts.spent(attempt)) {
            return failed(job, deliveryLimit());
        }
        try {
            return drawing.outcome(job, attempt);
        } catch (PermanentFailureException failure) {
            return failed(job, failure.failure());
        } catch (RetriableFailureException failure) {
            if (attempts.last(attempt)) {
                LOG.atError().setCause(failure).addKeyValue("jobId", job.id()).log("last attempt failed");
                return failed(job, deliveryLimit());
            }
            throw failure;
        }
    }

    // Only now are pictures spoken of: the bucket may have decided otherwise than this attempt.
    private void announce(JobManifest lastWord, int attempt) throws InterruptedException {
        if (lastWord.outcome() instanceof JobEvent.Completed(JobId job, JobEvent.Completion completion)) {
            for (OutputImage output : completion.outputs()) {
                events.publish(new JobEvent.Output(job, attempt, output));
            }
        }
        events.publish(lastWord.outcome());
        if (lastWord.outcome() instanceof JobEvent.Canceled) {
            forgetPictures(lastWord.job());
        }
    }

    // An earlier attempt or another worker may have left some, too.
    private void forgetPictures(Job job) throws InterruptedException {
        try {
            store.forget(job);
        } catch (RetriableFailureException failure) {
            LOG.atWarn().setCause(failure).addKeyValue("jobId", job.id()).log("pictures of a canceled job stay");
        }
    }

    private Settlement tryAgain(Job job, Delivery delivery, RetriableFailureException failure)
            throws InterruptedException {
        LOG.atWarn()
                .setCause(failure)
                .addKeyValue("jobId", job.id())
                .addKeyValue("attempt", delivery.attempt())
                .log("attempt failed");
        if (attempts.spent(delivery.attempt())) {
            // The queue would forget it silently. Without a store there is no last word, but nothing is lost.
            events.publish(failed(job, deliveryLimit()));
            return bury(job, delivery);
        }
        Thread.sleep(attempts.pauseAfter(delivery.attempt()));
        return RELEASE;
    }

    private Settlement bury(Job job, Delivery delivery) throws InterruptedException {
        String reason = deliveryLimit().message();
        events.publish(new JobEvent.DeadLettered(job.id(), delivery.attempt(), reason));
        deadLetters.bury(delivery.message(), reason);
        return REJECT;
    }

    private Settlement refuse(Delivery delivery, MalformedMessageException malformed) throws InterruptedException {
        String reason = String.valueOf(malformed.getMessage());
        LOG.atError()
                .addKeyValue("attempt", delivery.attempt())
                .addKeyValue("reason", reason)
                .log("malformed message put aside");
        deadLetters.bury(delivery.message(), reason);
        return REJECT;
    }

    private JobEvent.Failed failed(Job job, Failure failure) {
        return new JobEvent.Failed(job.id(), clock.instant(), failure);
    }

    private Failure deliveryLimit() {
        return new Failure(DELIVERY_LIMIT, "no worker could carry it out in %d attempts".formatted(attempts.maximum()));
    }

    private static boolean putAside(JobEvent outcome) {
        return outcome instanceof JobEvent.Failed failed
                && failed.failure().code().equals(DELIVERY_LIMIT);
    }
}
