package dev.sailplane.api.job;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;

/** Tells everyone what the API does to jobs. Blocking, bounded in time, safe for use by many threads. */
public interface JobEvents {
    /**
     * Puts an accepted job on the queue; returns when the broker has it safe.
     *
     * @throws LineFullException when it was not sent: worth trying again later
     * @throws PublishingException when nobody knows whether the broker has it or will have it: to be told again, under the
     *     same name
     */
    void accepted(Job job);

    /**
     * Tells those who watch the job and whoever draws it that it is canceled; returns when the broker has it safe.
     *
     * @throws PublishingException when it has not: worth trying again later
     */
    void canceled(JobEvent.Canceled canceled);
}
