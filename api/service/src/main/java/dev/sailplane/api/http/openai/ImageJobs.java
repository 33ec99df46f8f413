package dev.sailplane.api.http.openai;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.http.Problem;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobUpdate;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.JobWatch;
import dev.sailplane.api.job.Jobs;
import dev.sailplane.api.prediction.RejectedException;
import dev.sailplane.api.prediction.Rejection;
import dev.sailplane.api.wire.PredictionRenderer;
import dev.sailplane.contract.Failure;
import dev.sailplane.contract.JobId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Waits for jobs, and says what their ends mean to callers of OpenAI's API. Blocking. */
@ApplicationScoped
public class ImageJobs {
    // Between two looks at a job of which nothing is heard; the bucket may know more than was told.
    private static final Duration LOOK = Duration.ofSeconds(10);
    /** What the codes of failures begin with that the caller's own input caused. */
    private static final String CAUSED_BY_INPUT = "input-";

    private final JobView view;
    private final Jobs jobs;
    private final PredictionRenderer renderer;
    private final Duration patience;

    /** Watches jobs in the view. */
    public ImageJobs(JobView view, Jobs jobs, PredictionRenderer renderer, ApiConfiguration configuration) {
        this.view = view;
        this.jobs = jobs;
        this.renderer = renderer;
        this.patience = configuration.openai().patience();
    }

    /** Its events from the first that is remembered. To be closed. */
    JobWatch watch(JobId id) {
        return JobWatch.after(view, id, -1);
    }

    /** The job as it stands now. */
    JobState current(JobState earlier) {
        return jobs.find(earlier.id()).orElse(earlier);
    }

    /**
     * Waits for the pictures, as long as is configured. That nobody waits any more does not end the job.
     *
     * @throws JobUnfinishedException when there are none
     * @throws RejectedException when the service is stopped meanwhile
     */
    JobState.Succeeded end(JobState accepted) {
        long deadline = System.nanoTime() + patience.toNanos();
        try (JobWatch watch = watch(accepted.id())) {
            JobState state = current(accepted);
            long left = deadline - System.nanoTime();
            while (!state.ended() && left > 0) {
                var update = watch.next(Duration.ofNanos(Math.min(left, LOOK.toNanos())));
                state = update.isPresent() ? update.map(JobUpdate::state).get() : current(state);
                left = deadline - System.nanoTime();
            }
            return succeeded(state);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new RejectedException(
                    new Rejection.Unavailable("The service is being stopped; the job goes on: send the request again."),
                    stopping);
        }
    }

    /**
     * The job, if it has succeeded.
     *
     * @throws JobUnfinishedException that says why not; of one that has not ended, that the time is over
     */
    JobState.Succeeded succeeded(JobState state) {
        return switch (state) {
            case JobState.Succeeded succeeded -> succeeded;
            case JobState.Failed failed -> throw new JobUnfinishedException(problem(failed.failure()), false);
            case JobState.Canceled canceled ->
                throw new JobUnfinishedException(
                        Problem.of(
                                "job-canceled",
                                400,
                                "The job was canceled",
                                "The job %s was canceled.".formatted(canceled.id())),
                        false);
            case JobState.Starting _, JobState.Processing _ ->
                throw new JobUnfinishedException(
                        Problem.of(
                                "timeout",
                                504,
                                "The job has not ended yet",
                                "The pictures are not ready yet; the job %s goes on, and its result will be at %s."
                                        .formatted(state.id(), renderer.address(state.id()))),
                        true);
        };
    }

    private static Problem problem(Failure failure) {
        int status = failure.code().startsWith(CAUSED_BY_INPUT) ? 400 : 500;
        return Problem.of(failure.code(), status, "The job failed", failure.message());
    }
}
