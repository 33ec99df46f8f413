package dev.sailplane.api.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpServer;
import dev.sailplane.api.source.TestPictures;
import dev.sailplane.api.storage.TestObjectStore;
import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.Numerics;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.OutputFormat;
import dev.sailplane.contract.OutputImage;
import dev.sailplane.contract.Priority;
import dev.sailplane.contract.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InMemoryChannels.class)
class PredictionHttpTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String PREDICTIONS = "/v1/models/sailplane/stickers/predictions";

    @Inject
    @Any
    InMemoryConnector connector;

    @Inject
    TestObjectStore store;

    private long offset;

    @ConfigProperty(name = InMemoryChannels.RECEIVER_PORT)
    int receiverPort;

    @BeforeEach
    void clear() {
        connector.sink("jobs").clear();
        store.objects().clear();
    }

    @Test
    void anAcceptedJobIsOneRecordAndIsThereAtOnce() {
        JsonPath accepted = post("""
                {"input": {"prompt": "a red ring", "seed": 7, "scheduler": "ddim", "num_inference_steps": 13}}""");

        CloudEvent event = published();
        Job job = ((JobEvent.Accepted) event.data()).job();
        assertThat(event.type()).isEqualTo("dev.sailplane.job.accepted");
        assertThat(job.traceparent()).hasValue(TRACE);
        assertThat(job.id().value()).isEqualTo(accepted.getString("id"));
        assertThat(job.input().prompt()).isEqualTo("a red ring");
        assertThat(job.input().seed()).isEqualTo(7);
        given().get("/v1/predictions/" + job.id())
                .then()
                .statusCode(200)
                .body("status", equalTo("starting"))
                .body("model", equalTo("sailplane/stickers"))
                .body("version", equalTo("stickers-2"))
                .body("input.prompt", equalTo("a red ring"))
                .body("input.seed", equalTo(7))
                .body("input.sampler", equalTo("ddim"))
                .body("input.num_inference_steps", equalTo(13))
                .body("output", nullValue())
                .body("error", nullValue())
                .body("started_at", nullValue())
                .body("data_removed", equalTo(false))
                .body("source", equalTo("api"))
                .body("urls.get", equalTo("http://localhost:8080/v1/predictions/" + job.id()))
                .body("urls.cancel", equalTo("http://localhost:8080/v1/predictions/" + job.id() + "/cancel"));
    }

    @Test
    void theAnswerSaysWhereTheJobIs() {
        given().contentType("application/json")
                .body("{\"version\":\"stickers-2\",\"input\":{\"prompt\":\"a ring\"}}")
                .post("/v1/predictions")
                .then()
                .statusCode(201)
                .header("Location", startsWith("http://localhost:8080/v1/predictions/"));
    }

    @Test
    void aJobIsInteractiveUnlessItIsSaidToBeBatch() {
        assertThat(post("{\"input\":{\"prompt\":\"a ring\"}}").getString("priority"))
                .isEqualTo("interactive");
        assertThat(metadata().getTopic()).isEqualTo(Topics.JOBS);
        connector.sink("jobs").clear();
        assertThat(post("{\"input\":{\"prompt\":\"a ring\"},\"priority\":\"batch\"}")
                        .getString("priority"))
                .isEqualTo("batch");
        assertThat(((JobEvent.Accepted) published().data()).job().priority()).isEqualTo(Priority.BATCH);
        assertThat(metadata().getTopic()).isEqualTo(Topics.BATCH_JOBS);
    }

    @Test
    void theStepsToKeepReachTheJob() {
        JsonPath accepted = post("""
                {"input": {"prompt": "a ring", "num_inference_steps": 20, "checkpoint_steps": [19, 1, 7]}}""");
        assertThat(accepted.getList("input.checkpoint_steps")).containsExactly(1, 7, 19);
        assertThat(((JobEvent.Accepted) published().data()).job().input().checkpointSteps())
                .containsExactlyInAnyOrder(1, 7, 19);
    }

    @Test
    void aSeedIsChosenWhereNoneIsGiven() {
        long first = post("{\"input\":{\"prompt\":\"a ring\"}}").getLong("input.seed");
        long second = post("{\"input\":{\"prompt\":\"a ring\"}}").getLong("input.seed");
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void anEditKeepsItsPicturesInTheBucketOnly() {
        String picture = TestPictures.dataUrl(TestPictures.transparent(8, 8));
        JsonPath accepted = post("{\"input\":{\"prompt\":\"a ring\",\"image\":\"" + picture + "\"}}");

        JobId id = new JobId(accepted.getString("id"));
        assertThat(store.objects()).containsOnlyKeys(ObjectKeys.sourceImage(id), ObjectKeys.sourceMask(id));
        assertThat(((JobEvent.Accepted) published().data()).job().input().source())
                .hasValue(new GenerationInput.Edit(ObjectKeys.sourceImage(id), ObjectKeys.sourceMask(id)));
        assertThat(accepted.getString("input.image")).startsWith("https://bucket.example/jobs/" + id + "/input/image");
        assertThat(accepted.getString("input.mask")).startsWith("https://bucket.example/jobs/" + id + "/input/mask");
    }

    @Test
    void aBucketThatIsDownRefusesAnEditForNow() {
        store.down(true);
        try {
            String picture = TestPictures.dataUrl(TestPictures.transparent(8, 8));
            given().contentType("application/json")
                    .body("{\"input\":{\"prompt\":\"a ring\",\"image\":\"" + picture + "\"}}")
                    .post(PREDICTIONS)
                    .then()
                    .statusCode(503)
                    .contentType(Problem.MEDIA_TYPE)
                    .header("Retry-After", "5");
            assertThat(connector.sink("jobs").received()).isEmpty();
        } finally {
            store.down(false);
        }
    }

    @Test
    void theJobIsFollowedToItsEnd() {
        JobId id = new JobId(post("{\"input\":{\"prompt\":\"a ring\"}}").getString("id"));
        Instant started = Instant.parse("2999-01-01T00:00:00Z");

        tell("view-events", new JobEvent.Started(id, 1, "worker-1", started, 4));
        tell("view-events", new JobEvent.Progress(id, 1, 0.25, "base", 10, 20, OptionalDouble.of(3)));
        await().untilAsserted(() -> given().get("/v1/predictions/" + id)
                .then()
                .body("status", equalTo("processing"))
                .body("progress", equalTo(0.25f))
                .body("metrics.resumed_steps", equalTo(4))
                .body("metrics.numerics", nullValue())
                .body("logs", equalTo(" 50%|█████     | 10/20 [base]\n")));

        // A record that is no event stops nothing.
        connector
                .<ConsumerRecord<String, byte[]>>source("view-events")
                .send(new ConsumerRecord<>(Topics.EVENTS, 0, 0, "x", "nonsense".getBytes(StandardCharsets.UTF_8)));
        tell("view-events", completed(id, started));
        await().untilAsserted(() -> given().get("/v1/predictions/" + id)
                .then()
                .body("status", equalTo("succeeded"))
                .body("progress", equalTo(1f))
                .body("output[0]", startsWith("https://bucket.example/jobs/" + id + "/output/0.png"))
                .body("started_at", equalTo("2999-01-01T00:00:00Z"))
                .body("completed_at", equalTo("2999-01-01T00:00:08Z"))
                .body("metrics.predict_time", equalTo(8f))
                .body("metrics.device_seconds", equalTo(6.5f))
                .body("metrics.numerics", equalTo("exact"))
                .body("metrics.resumed_steps", equalTo(4)));
    }

    @Test
    void theReceiverIsToldOfTheEndInASignedMessage() throws IOException, InterruptedException {
        BlockingQueue<Map<String, List<String>>> headers = new LinkedBlockingQueue<>();
        BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        HttpServer receiver =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), receiverPort), 0);
        receiver.createContext("/in", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            headers.add(lowerCase(exchange.getRequestHeaders()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            JobId id = new JobId(post("{\"input\":{\"prompt\":\"a ring\"},\"webhook\":\"http://localhost:"
                            + receiverPort + "/in\",\"webhook_events_filter\":[\"completed\"]}")
                    .getString("id"));
            JobEvent completed = completed(id, Instant.now());
            tell("view-events", completed);
            tell("webhook-events", completed);

            String body = bodies.poll(10, TimeUnit.SECONDS);
            Map<String, List<String>> sent = headers.poll(10, TimeUnit.SECONDS);
            assertThat(body).isNotNull();
            assertThat(sent)
                    .isNotNull()
                    .containsEntry("webhook-id", List.of(id + ".completed"))
                    .containsEntry("traceparent", List.of(TRACE));
            String secret =
                    given().get("/v1/webhooks/default/secret").then().extract().path("key");
            new Webhook(secret).verify(body, sent);
            assertThat(JsonPath.from(body).getString("status")).isEqualTo("succeeded");
            assertThat(JsonPath.from(body).getString("created_at")).matches("\\d{4}-.*Z");
        } catch (WebhookVerificationException forged) {
            throw new AssertionError(forged);
        } finally {
            receiver.stop(0);
        }
    }

    private CloudEvent published() {
        List<? extends Message<byte[]>> sent = connector.<byte[]>sink("jobs").received();
        assertThat(sent).hasSize(1);
        OutgoingKafkaRecordMetadata<?> metadata = metadata();
        Map<String, String> headers = new HashMap<>();
        metadata.getHeaders()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        CloudEvent event = Messages.read(headers, sent.getFirst().getPayload());
        assertThat(metadata.getKey()).isEqualTo(event.data().jobId().value());
        return event;
    }

    private OutgoingKafkaRecordMetadata<?> metadata() {
        return connector
                .<byte[]>sink("jobs")
                .received()
                .getFirst()
                .getMetadata(OutgoingKafkaRecordMetadata.class)
                .orElseThrow();
    }

    private void tell(String channel, JobEvent data) {
        CloudEvent event = CloudEvent.of(URI.create("/worker/1"), Instant.now(), data);
        ConsumerRecord<String, byte[]> message =
                new ConsumerRecord<>(Topics.EVENTS, 0, offset++, data.jobId().value(), Messages.write(data));
        event.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        connector.<ConsumerRecord<String, byte[]>>source(channel).send(message);
    }

    private static JobEvent completed(JobId id, Instant started) {
        return new JobEvent.Completed(
                id,
                new JobEvent.Completion(
                        List.of(new OutputImage(0, ObjectKeys.output(id, 0, OutputFormat.PNG), 64, 64, 900, "ab")),
                        started,
                        started.plus(Duration.ofSeconds(8)),
                        6.5,
                        1,
                        Numerics.EXACT));
    }

    private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
        Map<String, List<String>> lower = new HashMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return lower;
    }

    private static JsonPath post(String body) {
        return given().contentType("application/json")
                .header("traceparent", TRACE)
                .body(body)
                .post(PREDICTIONS)
                .then()
                .statusCode(201)
                .contentType("application/json")
                .extract()
                .jsonPath();
    }
}
