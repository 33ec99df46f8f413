package dev.sailplane.worker.job;

import dev.sailplane.contract.Priority;

/** The job queue's other end. Safe for use by several threads. */
@FunctionalInterface
public interface JobRequeue {
    /**
     * Puts a message into the job queue as a new one; returns when it is safe.
     *
     * @param priority of the job that it asks for: in whose line it waits
     * @throws RetriableFailureException when it could not be made safe
     */
    void put(RawMessage message, Priority priority) throws InterruptedException;
}
