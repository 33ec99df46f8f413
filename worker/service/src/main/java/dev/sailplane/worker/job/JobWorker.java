package dev.sailplane.worker.job;

import static dev.sailplane.worker.job.Settlement.ACCEPT;
import static dev.sailplane.worker.job.Settlement.RELEASE;

import dev.sailplane.contract.Failure;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.MalformedMessageException;
import java.time.InstantSource;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job's way through the worker: read the message, draw unless the last word was spoken, speak the last word, publish
 * what stands, settle. Whatever happens in between may happen again: a job that is dealt out twice ends in one result.
 */
public final class JobWorker implements JobHandler {
    /** Failure code of a job that was put aside after too many attempts. */
    public static final String DELIVERY_LIMIT = "delivery-limit";

    /** Failure code of a job that was put aside because a step of it, taken alone, fails again and again. */
    public static final String STEP_FAILED = "step-failed";

    private static final Set<String> PUT_ASIDE = Set.of(DELIVERY_LIMIT, STEP_FAILED);

    private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);

    private final StoppableDrawing drawing;
    private final JobFiles files;
    private final LastWords lastWords;
    private final LastResort lastResort;
    private final AttemptPolicy attempts;
    private final InstantSource clock = InstantSource.system();

    public JobWorker(
            StoppableDrawing drawing,
            JobFiles files,
            LastWords lastWords,
            LastResort lastResort,
            AttemptPolicy attempts) {
        this.drawing = drawing;
        this.files = files;
        this.lastWords = lastWords;
        this.lastResort = lastResort;
        this.attempts = attempts;
    }

    @Override
    public Settlement handle(Delivery delivery) throws InterruptedException {
        try {
            return carryOut(delivery.job(), delivery);
        } catch (MalformedMessageException malformed) {
            return lastResort.refuse(delivery, malformed);
        }
    }

    private Settlement carryOut(Job job, Delivery delivery) throws InterruptedException {
        int number = delivery.number();
        try {
            if (lastResort.requeued(job, delivery)) {
                return ACCEPT;
            }
            JobFiles.Found found = files.find(job.id(), number);
            JobManifest lastWord = found.lastWord().isPresent()
                    ? found.lastWord().get()
                    : lastWord(new Attempt(job, number, found.fence()), delivery);
            return end(lastWord, found.fence(), delivery);
        } catch (FencedException fenced) {
            LOG.atWarn()
                    .addKeyValue("jobId", job.id())
                    .addKeyValue("attempt", number)
                    .addKeyValue("reason", fenced.getMessage())
                    .log("attempt called off");
            return releaseAfterAPause(delivery);
        } catch (RetriableFailureException failure) {
            return tryAgain(job, delivery, failure);
        }
    }

    private JobManifest lastWord(Attempt attempt, Delivery delivery) throws InterruptedException {
        JobEvent outcome = LastResort.wornOut(delivery) || spent(attempt)
                ? failed(attempt.job(), deliveryLimit())
                : outcome(attempt);
        attempt.fence().requireHeld();
        return lastWords.speak(new JobManifest(attempt.job(), outcome));
    }

    // For most, their number says enough: the store need not be asked.
    private boolean spent(Attempt attempt) throws InterruptedException {
        return attempts.spent(attempt.number()) && attempts.spent(attempt.fruitless());
    }

    private JobEvent outcome(Attempt attempt) throws InterruptedException {
        try {
            return drawing.outcome(attempt);
        } catch (PermanentFailureException failure) {
            return failed(attempt.job(), failure.failure());
        } catch (RetriableFailureException failure) {
            if (!attempts.last(attempt.fruitless())) {
                throw failure;
            }
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("jobId", attempt.job().id())
                    .log("last attempt failed");
            return failed(attempt.job(), deliveryLimit());
        }
    }

    private Settlement end(JobManifest lastWord, Fence fence, Delivery delivery) throws InterruptedException {
        JobId job = lastWord.job().id();
        lastWords.publish(lastWord, delivery.number());
        forgetCheckpoint(job, fence);
        LOG.atInfo()
                .addKeyValue("jobId", job)
                .addKeyValue("attempt", delivery.number())
                .addKeyValue("outcome", lastWord.outcome().getClass().getSimpleName())
                .log("job ended");
        if (lastWord.outcome() instanceof JobEvent.Failed failed
                && PUT_ASIDE.contains(failed.failure().code())) {
            return lastResort.bury(job, delivery, failed.failure().message());
        }
        return ACCEPT;
    }

    private static void forgetCheckpoint(JobId job, Fence fence) throws InterruptedException {
        try {
            fence.forget();
        } catch (RetriableFailureException failure) {
            LOG.atWarn().setCause(failure).addKeyValue("jobId", job).log("the checkpoint of an ended job stays");
        }
    }

    private Settlement tryAgain(Job job, Delivery delivery, RetriableFailureException failure)
            throws InterruptedException {
        LOG.atWarn()
                .setCause(failure)
                .addKeyValue("jobId", job.id())
                .addKeyValue("attempt", delivery.number())
                .log("attempt failed");
        if (LastResort.wornOut(delivery) && delivery.requeued() >= LastResort.MAXIMUM_REQUEUES) {
            // The queue would forget it silently. Without a store there is no last word, but nothing is lost.
            lastWords.publishUnspoken(failed(job, deliveryLimit()));
            return lastResort.bury(job.id(), delivery, deliveryLimit().message());
        }
        return releaseAfterAPause(delivery);
    }

    private Settlement releaseAfterAPause(Delivery delivery) throws InterruptedException {
        Thread.sleep(attempts.pauseAfter(delivery.attempt()));
        return RELEASE;
    }

    private JobEvent.Failed failed(Job job, Failure failure) {
        return new JobEvent.Failed(job.id(), clock.instant(), failure);
    }

    private Failure deliveryLimit() {
        return new Failure(
                DELIVERY_LIMIT, "no worker could get it further in %d attempts".formatted(attempts.maximum()));
    }
}
