package dev.sailplane.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.Set;

/**
 * Whom to tell about a job.
 *
 * @param url the receiver
 * @param events which events it wants; never empty
 */
public record Webhook(URI url, Set<Event> events) {
    public Webhook {
        events = Set.copyOf(events);
    }

    /** The events a receiver may ask for. */
    public enum Event {
        @JsonProperty("start")
        START,
        @JsonProperty("output")
        OUTPUT,
        @JsonProperty("logs")
        LOGS,
        @JsonProperty("completed")
        COMPLETED
    }
}
