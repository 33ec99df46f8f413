package dev.sailplane.api.job;

import dev.sailplane.contract.Failure;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where a job stands. A state owns its legal transitions, starting → processing → succeeded | failed | canceled; an event
 * that leads nowhere legal (late, twice, of an earlier attempt) leaves it as it is, so that events may be replayed.
 *
 * @see <a href="../../../../../../../../../infra/adr/0004-job-state.md">Decision 0004</a>
 */
public sealed interface JobState {
    Job job();

    /** What the event makes of this state. */
    JobState after(JobEvent event);

    /** Whether nothing more can happen. */
    boolean ended();

    /** The job's name. */
    default JobId id() {
        return job().id();
    }

    /** The state a manifest tells of. */
    static JobState of(JobManifest manifest) {
        return new Starting(manifest.job()).after(manifest.outcome());
    }

    /** Accepted, waiting for a worker. */
    record Starting(Job job) implements JobState {
        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public JobState after(JobEvent event) {
            return switch (event) {
                case JobEvent.Started _, JobEvent.Progress _, JobEvent.Preview _, JobEvent.Output _ ->
                    new Processing(job, 0, Optional.empty(), ProgressTrack.NONE).after(event);
                case JobEvent.Completed completed ->
                    new Succeeded(job, completed.completion(), ProgressTrack.NONE, OptionalInt.empty());
                case JobEvent.Failed failed -> Failed.after(this, Optional.empty(), failed);
                case JobEvent.Canceled canceled -> new Canceled(job, Optional.empty(), canceled.canceledAt());
                case JobEvent.Accepted _, JobEvent.DeadLettered _ -> this;
            };
        }
    }

    /**
     * A worker is at it.
     *
     * @param attempt the latest attempt heard of
     * @param start of that attempt; absent while only later news of it came
     */
    record Processing(Job job, int attempt, Optional<JobEvent.Started> start, ProgressTrack progress)
            implements JobState {
        /** When the attempt began, if that is known. */
        public Optional<Instant> startedAt() {
            return start.map(JobEvent.Started::startedAt);
        }

        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public JobState after(JobEvent event) {
            return switch (event) {
                case JobEvent.Started started -> started(started);
                case JobEvent.Progress news ->
                    news.attempt() < attempt ? this : at(news.attempt()).with(news);
                case JobEvent.Preview preview ->
                    preview.attempt() < attempt ? this : at(preview.attempt()).with(preview);
                case JobEvent.Output output -> output.attempt() < attempt ? this : at(output.attempt());
                case JobEvent.Completed completed -> succeeded(completed.completion());
                case JobEvent.Failed failed -> Failed.after(this, startedAt(), failed);
                case JobEvent.Canceled canceled -> new Canceled(job, startedAt(), canceled.canceledAt());
                case JobEvent.Accepted _, JobEvent.DeadLettered _ -> this;
            };
        }

        private Processing started(JobEvent.Started started) {
            if (started.attempt() < attempt) {
                return this;
            }
            Processing current = at(started.attempt());
            return new Processing(job, current.attempt, Optional.of(started), current.progress);
        }

        // Another attempt than the latest may have finished: of its start nothing is known any more.
        private Succeeded succeeded(JobEvent.Completion completion) {
            Optional<JobEvent.Started> begun = start.filter(started -> started.attempt() == completion.attempt());
            OptionalInt resumed = begun.isPresent() ? OptionalInt.of(begun.get().resumedSteps()) : OptionalInt.empty();
            return new Succeeded(job, completion, progress, resumed);
        }

        // A new attempt begins from nothing.
        private Processing at(int newest) {
            return newest == attempt ? this : new Processing(job, newest, Optional.empty(), ProgressTrack.NONE);
        }

        private Processing with(JobEvent.Progress news) {
            return new Processing(job, attempt, start, progress.with(news));
        }

        private Processing with(JobEvent.Preview preview) {
            return new Processing(job, attempt, start, progress.with(preview));
        }
    }

    /**
     * All pictures lie in the bucket.
     *
     * @param resumedSteps steps that the finishing attempt did not have to do, if its start was heard of
     */
    record Succeeded(Job job, JobEvent.Completion completion, ProgressTrack progress, OptionalInt resumedSteps)
            implements JobState {
        @Override
        public boolean ended() {
            return true;
        }

        @Override
        public JobState after(JobEvent event) {
            return this;
        }
    }

    /**
     * Ended without result.
     *
     * @param putAside whether a worker said that its record lies among the dead letters
     */
    record Failed(Job job, Optional<Instant> startedAt, Instant failedAt, Failure failure, boolean putAside)
            implements JobState {
        /** The codes with which workers put jobs aside: all that is left when a manifest alone tells of the end. */
        private static final Set<String> PUT_ASIDE = Set.of("delivery-limit", "step-failed");

        private static Failed after(JobState state, Optional<Instant> startedAt, JobEvent.Failed event) {
            return new Failed(state.job(), startedAt, event.failedAt(), event.failure(), false);
        }

        /** Whether it was put aside after too many attempts, rather than refused or found wrong. */
        public boolean deadLettered() {
            return putAside || PUT_ASIDE.contains(failure.code());
        }

        @Override
        public boolean ended() {
            return true;
        }

        @Override
        public JobState after(JobEvent event) {
            return event instanceof JobEvent.DeadLettered ? new Failed(job, startedAt, failedAt, failure, true) : this;
        }
    }

    /** Stopped on request. */
    record Canceled(Job job, Optional<Instant> startedAt, Instant canceledAt) implements JobState {
        @Override
        public boolean ended() {
            return true;
        }

        @Override
        public JobState after(JobEvent event) {
            return this;
        }
    }
}
