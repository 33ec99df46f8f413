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
    /** Header of a message that was put into the queue anew: how often that was done. */
    public static final String REQUEUED = "sailplane_requeued";

    /** Header of such a message: the attempts that its job had before. */
    public static final String ATTEMPTS = "sailplane_attempts";

    private static final int MAXIMUM = 1_000_000;

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

    /**
     * The attempt's number among all of the job's, those with earlier messages included.
     *
     * @throws MalformedMessageException when the message's headers do not tell
     */
    int number() {
        return attemptsBefore() + attempt;
    }

    /** Attempts that the job had with earlier messages. */
    int attemptsBefore() {
        return count(ATTEMPTS);
    }

    /** How often the job was put into the queue anew. */
    int requeued() {
        return count(REQUEUED);
    }

    /** The message with which the job goes on, its attempts counted on; this delivery was none. */
    RawMessage again() {
        return message.with(REQUEUED, String.valueOf(requeued() + 1)).with(ATTEMPTS, String.valueOf(number() - 1));
    }

    private int count(String header) {
        String text = message.headerText().getOrDefault(header, "0");
        try {
            int count = Integer.parseInt(text);
            if (count >= 0 && count <= MAXIMUM) {
                return count;
            }
        } catch (NumberFormatException _) {
            // neither is it
        }
        throw new MalformedMessageException("the header %s must be a number from 0 to %d".formatted(header, MAXIMUM));
    }
}
