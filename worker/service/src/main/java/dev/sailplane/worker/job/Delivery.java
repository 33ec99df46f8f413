package dev.sailplane.worker.job;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.MalformedMessageException;
import dev.sailplane.contract.Messages;

/**
 * A message dealt out to this worker.
 *
 * @param message what was dealt out
 * @param attempt how often it was dealt out, to any worker, this time included: 1 for the first
 */
public record Delivery(RawMessage message, int attempt) {
    /**
     * The job that the message asks for.
     *
     * @throws MalformedMessageException when the message asks for none
     */
    public Job job() {
        if (Messages.read(message.headerText(), message.value()).data() instanceof JobEvent.Accepted(Job job)) {
            return job;
        }
        throw new MalformedMessageException("the job queue holds accepted jobs alone");
    }
}
