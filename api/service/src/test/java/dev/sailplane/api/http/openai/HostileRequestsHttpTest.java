package dev.sailplane.api.http.openai;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sailplane.api.http.InMemoryChannels;
import dev.sailplane.api.source.TestPictures;
import dev.sailplane.api.storage.TestObjectStore;
import dev.sailplane.contract.Job;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the answer is 2xx or a named 4xx, within two seconds. A failure names the seed that leads to it. */
@QuarkusTest
@WithTestResource(InMemoryChannels.class)
class HostileRequestsHttpTest {
    private static final int REQUESTS = 400;
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final JsonMapper JSON = new JsonMapper();

    /** Bodies that are right, by where they are sent. */
    private static final Map<String, String> BODIES = Map.of(
            "/v1/predictions",
            "{\"version\":\"stickers-2\",\"input\":{\"prompt\":\"a ring\",\"seed\":1,\"num_outputs\":2,\"size\":128},"
                    + "\"webhook\":\"https://192.0.2.1/hook\",\"webhook_events_filter\":[\"start\",\"completed\"]}",
            "/v1/models/sailplane/stickers/predictions",
            "{\"input\":{\"prompt\":\"a ring\",\"image\":\"" + TestPictures.dataUrl(TestPictures.transparent(8, 8))
                    + "\",\"guidance_scale\":3.5,\"sampler\":\"ddim\",\"previews\":true,\"output_format\":\"jpeg\"}}",
            "/v1/predictions/{id}/branch",
            "{\"step\":5,\"input\":{\"prompt\":\"a disc\",\"seed\":1,\"mask\":\""
                    + TestPictures.dataUrl(TestPictures.transparent(8, 8))
                    + "\",\"checkpoint_steps\":[7,9]},\"priority\":\"batch\"}",
            "/v1/images/generations",
            "{\"prompt\":\"a ring\",\"n\":1,\"size\":\"128x128\",\"response_format\":\"b64_json\",\"stream\":false}",
            "/v1/images/edits",
            "{\"prompt\":\"a ring\",\"images\":[{\"image_url\":\""
                    + TestPictures.dataUrl(TestPictures.transparent(8, 8)) + "\"}],\"partial_images\":1}");

    @Inject
    @Any
    InMemoryConnector connector;

    @Inject
    TestObjectStore store;

    private final HttpClient http = HttpClient.newHttpClient();
    private Thread worker = Thread.ofVirtual().unstarted(() -> {});

    @BeforeEach
    void drawWhateverIsAccepted() {
        FakeWorker fake = new FakeWorker(connector, store);
        worker = Thread.ofVirtual().start(() -> {
            Set<Job> drawn = new HashSet<>();
            while (!Thread.currentThread().isInterrupted()) {
                fake.queue().stream().filter(drawn::add).forEach(fake::finishes);
                try {
                    Thread.sleep(10);
                } catch (InterruptedException over) {
                    return;
                }
            }
        });
    }

    @AfterEach
    void stop() throws InterruptedException {
        worker.interrupt();
        worker.join();
        http.close();
    }

    @Test
    void anyJsonIsAnswered() throws IOException, InterruptedException {
        List<String> paths = BODIES.keySet().stream().sorted().toList();
        String edit = edit();
        for (long seed = 0; seed < REQUESTS; seed++) {
            HostileBodies bodies = new HostileBodies(new Random(seed));
            String path = paths.get((int) (seed % paths.size()));
            byte[] body = bodies.json(JSON.readTree(BODIES.get(path)));
            String address = path.replace("{id}", edit);
            assertAnswered(seed, address, body, request(address, "application/json", body, bodies));
        }
    }

    private static String edit() {
        return given().contentType("application/json")
                .body(BODIES.get("/v1/models/sailplane/stickers/predictions"))
                .post("/v1/models/sailplane/stickers/predictions")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    void anyFormIsAnswered() throws IOException, InterruptedException {
        List<String> paths = List.of("/v1/images/edits", "/v1/images/variations", "/v1/files");
        for (long seed = 0; seed < REQUESTS; seed++) {
            HostileBodies bodies = new HostileBodies(new Random(seed));
            String path = paths.get((int) (seed % paths.size()));
            byte[] body = bodies.form(TestPictures.transparent(8, 8));
            String type = "multipart/form-data; boundary=" + HostileBodies.BOUNDARY;
            assertAnswered(seed, path, body, request(path, type, body, bodies));
        }
    }

    private static HttpRequest request(String path, String type, byte[] body, HostileBodies bodies) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .timeout(LIMIT)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        bodies.headers().forEach(request::header);
        return request.build();
    }

    private void assertAnswered(long seed, String path, byte[] body, HttpRequest request)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer;
        try {
            answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException unanswered) {
            throw new AssertionError("seed %d %s %s".formatted(seed, path, shown(body)), unanswered);
        }
        String text = shown(answer.body());
        assertThat(answer.statusCode())
                .as("seed %d %s %s: %s", seed, path, shown(body), text)
                .isBetween(200, 499);
        if (answer.statusCode() >= 400) {
            JsonNode problem = JSON.readTree(answer.body());
            String reason = path.startsWith("/v1/images")
                    ? problem.path("error").path("message").asText()
                    : problem.path("detail").asText();
            assertThat(reason).as("seed %d %s: %s", seed, path, text).isNotBlank();
        }
    }

    private static String shown(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.substring(0, Math.min(600, text.length()));
    }
}
