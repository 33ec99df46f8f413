package dev.sailplane.worker.job;

import dev.sailplane.contract.JobEvent;

/** Keeps count of the jobs that this worker ended. Safe for use by several threads. */
@FunctionalInterface
public interface EndedJobs {
    /**
     * Counts one.
     *
     * @param outcome its closing event
     */
    void count(JobEvent outcome);
}
