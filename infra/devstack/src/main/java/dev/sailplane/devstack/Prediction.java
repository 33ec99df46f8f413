package dev.sailplane.devstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A job as the API tells of it.
 *
 * @param status {@code starting}, {@code processing}, {@code succeeded}, {@code failed} or {@code canceled}
 * @param output where the pictures can be fetched; empty before the job has succeeded
 * @param error why it failed; else empty
 * @param progress 0 to 1
 * @param seed of the first picture
 */
record Prediction(String id, String status, List<URI> output, String error, double progress, long seed) {
    Prediction {
        output = List.copyOf(output);
    }

    static Prediction of(JsonNode json) {
        List<URI> output = new ArrayList<>();
        json.path("output").forEach(address -> output.add(URI.create(address.asText())));
        return new Prediction(
                json.path("id").asText(),
                json.path("status").asText(),
                output,
                json.path("error").asText(""),
                json.path("progress").asDouble(),
                json.path("input").path("seed").asLong());
    }

    boolean hasEnded() {
        return switch (status) {
            case "succeeded", "failed", "canceled" -> true;
            default -> false;
        };
    }

    boolean hasSucceeded() {
        return status.equals("succeeded");
    }
}
