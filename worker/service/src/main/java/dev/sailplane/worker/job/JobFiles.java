package dev.sailplane.worker.job;

import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import java.util.Optional;

/**
 * What lies in the bucket for jobs.
 *
 * @param images waits for an absent store by itself
 * @param checkpoints does not
 * @param patience how long the checkpoints are waited for where a job cannot go on without
 */
public record JobFiles(ImageStore images, CheckpointStore checkpoints, Patience patience) {
    /** What an attempt finds when it begins. Both requests are made at once. */
    Found find(JobId job, int attempt) throws InterruptedException {
        var checkpoint = new Undertaking<>(() -> patience.with(() -> checkpoints.latest(job)));
        try {
            Optional<JobManifest> lastWord = images.lastWord(job);
            return new Found(lastWord, new Fence(checkpoints, patience, job, attempt, checkpoint.result()));
        } finally {
            checkpoint.callOff();
        }
    }

    /** The work in progress that was kept after a step; the store is waited for. */
    Optional<byte[]> step(JobId job, int step) throws InterruptedException {
        return patience.with(() -> checkpoints.step(job, step));
    }

    /**
     * What an attempt begins with.
     *
     * @param lastWord on the job, if it was spoken: there is nothing left to do
     * @param fence the attempt's own
     */
    record Found(Optional<JobManifest> lastWord, Fence fence) {}
}
