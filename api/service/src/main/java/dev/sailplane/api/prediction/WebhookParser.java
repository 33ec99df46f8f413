package dev.sailplane.api.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sailplane.contract.Webhook;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code webhook} and {@code webhook_events_filter}. Whether the address may be called is the guard's to say. */
final class WebhookParser {
    private static final int MAXIMUM_URL_CHARACTERS = 2_048;
    private static final Map<String, Webhook.Event> EVENTS = new TreeMap<>(Map.of(
            "start", Webhook.Event.START,
            "output", Webhook.Event.OUTPUT,
            "logs", Webhook.Event.LOGS,
            "completed", Webhook.Event.COMPLETED));

    private WebhookParser() {}

    static Optional<Webhook> parse(JsonFields fields) {
        Optional<URI> url = fields.text("webhook", 1, MAXIMUM_URL_CHARACTERS).flatMap(text -> url(fields, text));
        // Without a filter every event is asked for.
        Set<Webhook.Event> events = fields.array("webhook_events_filter")
                .map(elements -> events(fields, elements))
                .orElse(EnumSet.allOf(Webhook.Event.class));
        if (fields.has("webhook_events_filter") && !fields.has("webhook")) {
            fields.wrong("webhook_events_filter", "needs a webhook");
        }
        return url.map(address -> new Webhook(address, events));
    }

    private static Optional<URI> url(JsonFields fields, String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException malformed) {
            fields.wrong("webhook", "must be a well-formed URL");
            return Optional.empty();
        }
    }

    private static Set<Webhook.Event> events(JsonFields fields, List<JsonNode> elements) {
        Set<Webhook.Event> events = EnumSet.noneOf(Webhook.Event.class);
        for (JsonNode element : elements) {
            Optional.ofNullable(element.textValue())
                    .flatMap(word -> Optional.ofNullable(EVENTS.get(word)))
                    .ifPresent(events::add);
        }
        if (events.isEmpty() || events.size() != elements.size()) {
            fields.wrong(
                    "webhook_events_filter",
                    "must be one or more of " + String.join(", ", EVENTS.keySet()) + ", each once");
        }
        return events;
    }
}
