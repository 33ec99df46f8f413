package dev.sailplane.worker.job;

/** The job queue's other end. Safe for use by several threads. */
@FunctionalInterface
public interface JobRequeue {
    /**
     * Puts a message into the job queue as a new one; returns when it is safe.
     *
     * @throws RetriableFailureException when it could not be made safe
     */
    void put(RawMessage message) throws InterruptedException;
}
