package dev.sailplane.devstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sailplane.contract.JobId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;

/** Asks a running API for pictures. Safe for use by several threads. */
final class PredictionClient {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI api;
    private final Optional<String> key;

    /** Shows the key that the environment names, {@code SAILPLANE_API_KEY}, if it does. */
    PredictionClient(URI api) {
        this(api, Optional.ofNullable(System.getenv("SAILPLANE_API_KEY")));
    }

    /** @param key what the API is shown; it alone: pictures lie elsewhere */
    PredictionClient(URI api, Optional<String> key) {
        this.api = api;
        this.key = key;
    }

    /**
     * Orders pictures.
     *
     * @param model {@code owner/name}
     * @param body input and, if wanted, webhook
     * @throws DevStackException when the API refuses; the message names the fields
     */
    Prediction submit(String model, ObjectNode body) throws InterruptedException {
        HttpRequest request = authorized("/v1/models/" + model + "/predictions")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return Prediction.of(json(send(request)));
    }

    /** The job as it stands. */
    Prediction get(String id) throws InterruptedException {
        return Prediction.of(json(send(authorized("/v1/predictions/" + id).build())));
    }

    /**
     * A page of the jobs that were put aside.
     *
     * @param query of the page's address, as {@link DeadLetters#next} has it
     */
    DeadLetters deadLetters(String query) throws InterruptedException {
        return DeadLetters.of(json(send(authorized("/v1/predictions?" + query).build())));
    }

    /**
     * Has a failed job run again.
     *
     * @return the job that takes its place, the same one however often it is asked for
     * @throws DevStackException when the API refuses
     */
    Prediction redrive(JobId failed) throws InterruptedException {
        HttpRequest request = authorized("/v1/predictions/" + failed + "/redrive")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return Prediction.of(json(send(request)));
    }

    /** The secret that this caller's webhooks are signed with, {@code whsec_} and base 64. */
    String webhookSecret() throws InterruptedException {
        return json(send(request(api.resolve("/v1/webhooks/default/secret")).build()))
                .path("key")
                .asText();
    }

    /** Looks again and again until the job has ended. */
    Prediction await(Prediction prediction, Consumer<Prediction> watcher) throws InterruptedException {
        Prediction current = prediction;
        watcher.accept(current);
        while (!current.hasEnded()) {
            Thread.sleep(BETWEEN_LOOKS);
            current = get(current.id());
            watcher.accept(current);
        }
        return current;
    }

    /** The bytes of a finished picture. */
    byte[] fetch(URI picture) throws InterruptedException {
        return send(request(picture).build());
    }

    private HttpRequest.Builder authorized(String path) {
        HttpRequest.Builder request = request(api.resolve(path));
        key.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        return request;
    }

    private HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30));
    }

    private byte[] send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw new DevStackException(problem(response));
            }
            return response.body();
        } catch (IOException failure) {
            throw new DevStackException("cannot reach " + api + "; is Sailplane up?", failure);
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            throw new DevStackException("the answer is no JSON; is this Sailplane's address?", notJson);
        }
    }

    /** RFC 9457: the detail, and each field with what is wrong with it. */
    private static String problem(HttpResponse<byte[]> response) {
        try {
            JsonNode problem = JSON.readTree(response.body());
            StringJoiner words = new StringJoiner(System.lineSeparator() + "  ");
            String summary = problem.path("errors").isEmpty() ? "detail" : "title";
            words.add(response.statusCode() + " " + problem.path(summary).asText());
            problem.path("errors")
                    .forEach(error -> words.add(error.path("pointer").asText() + ": "
                            + error.path("detail").asText()));
            return words.toString();
        } catch (IOException notJson) {
            return "the answer was status " + response.statusCode();
        }
    }
}
