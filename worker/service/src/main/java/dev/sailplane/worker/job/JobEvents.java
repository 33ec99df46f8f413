package dev.sailplane.worker.job;

import dev.sailplane.contract.JobEvent;

/** Tells the world what happens to jobs. Safe for use by several threads; the order within a job is kept. */
public interface JobEvents {
    /**
     * Publishes; returns when the event is safe.
     *
     * @throws RetriableFailureException when it could not be made safe
     */
    void publish(JobEvent event) throws InterruptedException;

    /** Publishes without waiting. What cannot be sent is lost: never blocks, never throws. */
    void tell(JobEvent event);
}
