package dev.sailplane.worker.job;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Draws a job until it is done, canceled, past its deadline or given up because the worker stops. */
public final class StoppableDrawing {
    private static final Duration FAR = Duration.ofDays(365);

    private final JobDrawing drawing;
    private final Cancellations cancellations;
    private final Drain drain;
    private final InstantSource clock;

    public StoppableDrawing(JobDrawing drawing, Cancellations cancellations, Drain drain, InstantSource clock) {
        this.drawing = drawing;
        this.cancellations = cancellations;
        this.drain = drain;
        this.clock = clock;
    }

    /**
     * What the attempt came to, {@link JobEvent.Completed} or {@link JobEvent.Canceled}; when it is returned the engine
     * works for the job no more.
     *
     * @throws InterruptedException when the caller was interrupted or the worker stops
     * @throws FencedException when another attempt has taken over
     * @throws PermanentFailureException when the job can never be carried out
     * @throws RetriableFailureException when it may be carried out another time
     */
    JobEvent outcome(Attempt attempt) throws InterruptedException {
        Job job = attempt.job();
        try (Cancellations.Watch watch = cancellations.watch(job.id())) {
            CompletableFuture<Void> bell = watch.bell();
            job.deadline().ifPresent(deadline -> ringAt(deadline, bell));
            return bell.isDone() ? canceled(job) : drawn(attempt, bell);
        }
    }

    private JobEvent drawn(Attempt attempt, CompletableFuture<Void> bell) throws InterruptedException {
        Job job = attempt.job();
        Optional<JobEvent.Completion> completion = new Undertaking<>(() -> drawing.carryOut(attempt))
                .resultUnless(CompletableFuture.anyOf(bell, drain.endOfGrace()));
        if (completion.isPresent()) {
            return new JobEvent.Completed(job.id(), completion.get());
        }
        if (bell.isDone()) {
            return canceled(job);
        }
        throw new InterruptedException("the worker stops");
    }

    private void ringAt(Instant deadline, CompletableFuture<Void> bell) {
        Instant now = clock.instant();
        if (!deadline.isAfter(now)) {
            bell.complete(null);
        } else if (deadline.isBefore(now.plus(FAR))) {
            bell.completeOnTimeout(null, Duration.between(now, deadline).toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private JobEvent canceled(Job job) {
        Instant now = clock.instant();
        return new JobEvent.Canceled(
                job.id(),
                job.deadline().filter(deadline -> deadline.isBefore(now)).orElse(now));
    }
}
