package dev.sailplane.worker.job;

import dev.sailplane.contract.JobEvent;
import java.util.List;

/** Tells the world what happens to jobs. Safe for use by several threads; the order within a job is kept. */
public interface JobEvents {
    /**
     * Publishes; returns when the event is safe.
     *
     * @throws RetriableFailureException when it could not be made safe
     */
    void publish(JobEvent event) throws InterruptedException;

    /**
     * Publishes several, in this order; returns when all are safe.
     *
     * @throws RetriableFailureException when not all could be made safe
     */
    default void publishAll(List<JobEvent> several) throws InterruptedException {
        for (JobEvent event : several) {
            publish(event);
        }
    }

    /** Publishes without waiting. What cannot be sent is lost: never blocks, never throws. */
    void tell(JobEvent event);
}
