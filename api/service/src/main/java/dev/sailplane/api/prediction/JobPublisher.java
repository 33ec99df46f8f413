package dev.sailplane.api.prediction;

import dev.sailplane.contract.Job;

/** Puts an accepted job on the queue. Blocking, bounded in time, safe for use by many threads. */
public interface JobPublisher {
    /**
     * Returns when the broker has it safe.
     *
     * @throws PublishingException when it has not, and the producer has given up: worth trying again later
     */
    void publish(Job job);
}
