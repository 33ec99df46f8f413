package dev.sailplane.api.webhook;

import dev.sailplane.api.job.JobState;
import java.net.URI;

/**
 * One message to one receiver.
 *
 * @param id the event's id: the same for every try, so that the receiver knows a duplicate
 * @param url the receiver
 * @param state the job at its end
 */
public record Delivery(String id, URI url, JobState state) {}
