package dev.sailplane.api.prediction;

import dev.sailplane.contract.Priority;
import dev.sailplane.contract.Webhook;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is asked of a job beside its pictures.
 *
 * @param webhook whom to tell
 * @param priority against other jobs on the same device
 * @param cancelAfter when it is canceled unless it has ended, counted from its acceptance
 */
public record Envelope(Optional<Webhook> webhook, Priority priority, Optional<Duration> cancelAfter) {
    /** Somebody waits, and nobody is told. */
    static final Envelope PLAIN = new Envelope(Optional.empty(), Priority.INTERACTIVE, Optional.empty());

    private static final Map<String, Priority> PRIORITIES =
            new TreeMap<>(Map.of("interactive", Priority.INTERACTIVE, "batch", Priority.BATCH));

    /** Reads {@code webhook}, {@code webhook_events_filter} and {@code priority}. */
    static Envelope parse(JsonFields fields) {
        // Every job can be streamed; existing clients ask for it all the same.
        fields.flag("stream");
        return new Envelope(WebhookParser.parse(fields), priority(fields), Optional.empty());
    }

    /** Reads {@code priority}: {@code interactive}, also if absent, or {@code batch}. */
    public static Priority priority(JsonFields fields) {
        return fields.oneOf("priority", PRIORITIES).orElse(Priority.INTERACTIVE);
    }

    /** The same with another time limit. */
    Envelope withCancelAfter(Optional<Duration> limit) {
        return new Envelope(webhook, priority, limit);
    }

    /** The same with another priority. */
    Envelope with(Priority other) {
        return new Envelope(webhook, other, cancelAfter);
    }
}
