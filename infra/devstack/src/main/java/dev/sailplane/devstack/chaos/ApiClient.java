package dev.sailplane.devstack.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A caller that does not give up soon: what fails for reasons that pass is asked again, of the next replica, for some
 * minutes. Blocking; safe for use by several threads.
 */
final class ApiClient implements AutoCloseable {
    /** How long one answer is waited for in all. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final String MODEL = "sailplane/stickers";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    // 404: a replica hears of a job a moment later than the one that took it. 409: the key's first request is under
    // way.
    private static final Set<Integer> PASSING = Set.of(404, 408, 409, 429, 500, 502, 503, 504);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<URI> replicas;
    private final RetryPolicy<HttpResponse<byte[]>> insistence = RetryPolicy.<HttpResponse<byte[]>>builder()
            .handle(IOException.class)
            .handleResultIf(answer -> PASSING.contains(answer.statusCode()))
            .withMaxRetries(-1)
            .withMaxDuration(PATIENCE)
            .withBackoff(Duration.ofMillis(200), Duration.ofSeconds(3))
            .withJitter(0.2)
            .build();

    ApiClient(List<URI> replicas) {
        this.replicas = List.copyOf(replicas);
    }

    /** Orders pictures and returns the accepted job. */
    JsonNode order(ObjectNode body, int firstReplica, Optional<String> idempotencyKey) throws InterruptedException {
        return json(insist(firstReplica, replica -> {
            HttpRequest.Builder request = post(replica, "/v1/models/" + MODEL + "/predictions", body.toString());
            idempotencyKey.ifPresent(key -> request.header("Idempotency-Key", key));
            return request.build();
        }));
    }

    /** Cancels and returns the job as it ended. */
    JsonNode cancel(String id, int firstReplica) throws InterruptedException {
        return json(insist(
                firstReplica,
                replica ->
                        post(replica, "/v1/predictions/" + id + "/cancel", "").build()));
    }

    /** The job as one replica knows it. */
    JsonNode job(URI replica, String id) throws InterruptedException {
        return json(
                insist(0, _ -> request(replica.resolve("/v1/predictions/" + id)).build()));
    }

    /** The job as one replica knows it at this moment; empty when it gives no good answer at once. */
    Optional<JsonNode> look(URI replica, String id) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = http.send(
                    request(replica.resolve("/v1/predictions/" + id)).build(), HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200 ? Optional.of(JSON.readTree(answer.body())) : Optional.empty();
        } catch (IOException notNow) {
            return Optional.empty();
        }
    }

    /** The bytes behind an address. */
    byte[] fetch(URI address) throws InterruptedException {
        return insist(0, _ -> request(address).build());
    }

    /** The secret that the webhooks of this caller are signed with. */
    String webhookSecret() throws InterruptedException {
        return json(insist(
                        0,
                        replica -> request(replica.resolve("/v1/webhooks/default/secret"))
                                .build()))
                .path("key")
                .asText();
    }

    private byte[] insist(int first, Function<URI, HttpRequest> request) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = Failsafe.with(insistence)
                    .get(context -> http.send(
                            request.apply(replicas.get((first + context.getAttemptCount()) % replicas.size())),
                            HttpResponse.BodyHandlers.ofByteArray()));
            if (answer.statusCode() >= 300) {
                throw new ChaosException(
                        "%s answered %d: %s".formatted(answer.uri().getPath(), answer.statusCode(), text(answer)));
            }
            return answer.body();
        } catch (FailsafeException failure) {
            if (failure.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new ChaosException("no answer within " + PATIENCE.toSeconds() + " s", failure);
        }
    }

    private static HttpRequest.Builder post(URI replica, String path, String body) {
        return request(replica.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(TIMEOUT);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            throw new ChaosException("the answer is no JSON", notJson);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
