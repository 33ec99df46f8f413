package dev.sailplane.api.http.openai;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Sends requests byte for byte as told, without waiting for their answers. */
final class ImagesClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI root = URI.create("http://localhost:" + RestAssured.port + "/v1/images/");
    private final HttpClient client;

    /** Speaks HTTP/1.1, as OpenAI's clients do. */
    ImagesClient() {
        this(HttpClient.Version.HTTP_1_1);
    }

    ImagesClient(HttpClient.Version version) {
        client = HttpClient.newBuilder().version(version).build();
    }

    /** An answer with its body as JSON. */
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonPath json() {
            return JsonPath.from(response.body());
        }

        /** Its parameter, from which follows that it is an error with all its keys. */
        String error() {
            JsonPath json = json();
            if (json.get("error") == null
                    || !json.getMap("error").keySet().equals(Set.of("message", "type", "param", "code"))
                    || !header("content-type").startsWith("application/json")) {
                throw new AssertionError("no error of OpenAI's form: " + status() + " " + response.body());
            }
            return "%d %s %s %s"
                    .formatted(
                            status(),
                            json.getString("error.type"),
                            json.getString("error.code"),
                            json.getString("error.param"));
        }
    }

    CompletableFuture<Answer> json(String path, String body, String... headers) {
        return post(path, "application/json", body(body), headers);
    }

    CompletableFuture<Answer> form(String path, Form form, String... headers) {
        return post(path, form.contentType(), HttpRequest.BodyPublishers.ofByteArray(form.bytes()), headers);
    }

    CompletableFuture<Answer> post(String path, String contentType, HttpRequest.BodyPublisher body, String... headers) {
        return client.sendAsync(request(path, contentType, body, headers), HttpResponse.BodyHandlers.ofString())
                .thenApply(Answer::new);
    }

    /** Returns when the headers are there; the lines come as they are sent. */
    HttpResponse<Stream<String>> stream(String path, String contentType, byte[] body) {
        HttpRequest request =
                request(path, contentType, HttpRequest.BodyPublishers.ofByteArray(body), "Accept", "application/json");
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofLines());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopping);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest request(String path, String contentType, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", contentType)
                .POST(body);
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private static HttpRequest.BodyPublisher body(String json) {
        return HttpRequest.BodyPublishers.ofString(json.replace('\'', '"'));
    }
}
