package dev.sailplane.contract;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What happens to a job, in the order of a good day. Events may arrive late, twice or out of order; each carries what a
 * reader needs to place it.
 */
public sealed interface JobEvent {
    /** The job it happened to; the record's key. */
    JobId jobId();

    /** The job is promised; the only event on {@link Topics#JOBS} and {@link Topics#BATCH_JOBS}. */
    record Accepted(Job job) implements JobEvent {
        @Override
        public JobId jobId() {
            return job.id();
        }
    }

    /**
     * A worker took it up.
     *
     * @param attempt 1 for the first delivery
     * @param worker the worker's name
     * @param resumedSteps steps that earlier attempts had done, which are not done again
     */
    record Started(JobId jobId, int attempt, String worker, Instant startedAt, int resumedSteps) implements JobEvent {}

    /**
     * It goes on.
     *
     * @param fraction of the whole job, 0 to 1
     * @param step steps done in this stage
     * @param steps steps of this stage
     * @param secondsLeft until the whole job is done, as the worker expects it; absent before it can tell
     */
    record Progress(
            JobId jobId, int attempt, double fraction, String stage, int step, int steps, OptionalDouble secondsLeft)
            implements JobEvent {}

    /**
     * A small picture of the work in progress lies in the bucket: the finished picture as the network expects it now.
     *
     * @param index of the picture, 0 to outputs - 1
     * @param step steps done in this stage
     * @param objectKey a JPEG; the next preview of the same picture takes its place
     */
    record Preview(JobId jobId, int attempt, int index, String stage, int step, String objectKey) implements JobEvent {}

    /** One picture lies in the bucket, and the job has succeeded: told only once that is certain. */
    record Output(JobId jobId, int attempt, OutputImage image) implements JobEvent {}

    /** All pictures lie in the bucket. */
    record Completed(JobId jobId, Completion completion) implements JobEvent {}

    /** It ended without result and will not be tried again. */
    record Failed(JobId jobId, Instant failedAt, Failure failure) implements JobEvent {}

    /** It was stopped on request or at its deadline. Told by whoever wrote that into its manifest. */
    record Canceled(JobId jobId, Instant canceledAt) implements JobEvent {}

    /**
     * It was put aside after too many attempts; {@link Failed} precedes it.
     *
     * @param attempts deliveries it had
     */
    record DeadLettered(JobId jobId, int attempts, String reason) implements JobEvent {}

    /**
     * The result of a finished job.
     *
     * @param outputs all pictures, by index
     * @param startedAt when the finishing attempt began
     * @param completedAt when the last picture was stored
     * @param deviceSeconds time the device worked for it, its share where it worked for several at once; of all attempts
     * @param attempt the attempt that finished it
     * @param numerics what the pictures' bits depend on
     */
    record Completion(
            List<OutputImage> outputs,
            Instant startedAt,
            Instant completedAt,
            double deviceSeconds,
            int attempt,
            Numerics numerics) {
        public Completion {
            outputs = List.copyOf(outputs);
        }
    }
}
