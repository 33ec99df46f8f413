package dev.sailplane.worker.job;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.OutputImage;
import java.util.Optional;

/**
 * Keeps pictures and the last word on each job. Nothing but
 * previews is ever overwritten, and only a canceled job's pictures are deleted. Safe for use by several threads. All
 * methods throw {@link StoreUnavailableException} when the store cannot be reached.
 */
public interface ImageStore {
    /**
     * A picture the API put there.
     *
     * @throws PermanentFailureException when there is none
     */
    byte[] source(String objectKey) throws InterruptedException;

    /** Keeps a picture of a job; where one lies already, that one stays. Returns what lies there. */
    OutputImage keep(JobId job, int index, Picture picture) throws InterruptedException;

    /** Puts a preview in the place of the last one; returns its key. The store is not waited for. */
    String preview(JobId job, int index, byte[] jpeg) throws InterruptedException;

    /** The last word on a job, if it was spoken. */
    Optional<JobManifest> lastWord(JobId job) throws InterruptedException;

    /** Speaks the last word on a job, unless it was spoken before. Returns the one that stands. */
    JobManifest conclude(JobManifest manifest) throws InterruptedException;

    /** Deletes all pictures, previews too, that may have been drawn for a job; those that are not there do not matter. */
    void forget(Job job) throws InterruptedException;
}
