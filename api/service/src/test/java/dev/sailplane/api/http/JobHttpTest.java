package dev.sailplane.api.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.sailplane.api.source.TestPictures;
import dev.sailplane.api.storage.TestObjectStore;
import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.Failure;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.Numerics;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.OutputFormat;
import dev.sailplane.contract.OutputImage;
import dev.sailplane.contract.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be done with a job: waited for, listed, canceled, streamed, asked for once more. */
@QuarkusTest
@WithTestResource(InMemoryChannels.class)
class JobHttpTest {
    private static final String PREDICTIONS = "/v1/models/sailplane/stickers/predictions";
    private static final String RING = "{\"input\":{\"prompt\":\"a ring\"}}";
    private static final AtomicLong OFFSET = new AtomicLong(1_000_000);

    @Inject
    @Any
    InMemoryConnector connector;

    @Inject
    TestObjectStore store;

    @BeforeEach
    void clear() {
        connector.sink("jobs").clear();
        connector.sink("events").clear();
        connector.sink("cancellations").clear();
        store.objects().clear();
    }

    @Test
    void whoWaitsGetsTheFinishedJob() throws InterruptedException {
        Thread worker = Thread.ofVirtual().start(() -> {
            await().until(() -> !connector.sink("jobs").received().isEmpty());
            complete(accepted());
        });
        create(given().header("Prefer", "wait=30"), RING)
                .statusCode(201)
                .body("status", equalTo("succeeded"))
                .body("output[0]", startsWith("https://bucket.example/"))
                .body("output_files[0].seed", notNullValue());
        worker.join();
    }

    @Test
    void whoWaitsInVainIsToldStarting() {
        Thread worker = Thread.ofVirtual().start(() -> {
            await().until(() -> !connector.sink("jobs").received().isEmpty());
            tell(new JobEvent.Started(accepted(), 1, "worker-1", Instant.now(), 0));
        });
        String id = create(given().header("Prefer", "respond-async, wait=1"), RING)
                .statusCode(202)
                .body("status", equalTo("starting"))
                .body("output", nullValue())
                .extract()
                .path("id");
        assertThat(worker.isAlive()).isFalse();
        given().get("/v1/predictions/" + id).then().body("status", equalTo("processing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=soon", "handling=strict", "wait=-1", "wait=0"})
    void aPreferenceThatIsNotUnderstoodIsNoError(String preference) {
        create(given().header("Prefer", preference), RING).statusCode(org.hamcrest.Matchers.oneOf(201, 202));
    }

    @Test
    void aCanceledJobIsCanceledForGood() {
        String id = create(given(), RING).extract().path("id");
        for (int twice = 0; twice < 2; twice++) {
            given().contentType("application/json")
                    .post("/v1/predictions/" + id + "/cancel")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("canceled"))
                    .body("error", nullValue())
                    .body("completed_at", notNullValue());
        }
        JobManifest manifest = Messages.readManifest(
                store.get(ObjectKeys.manifest(new JobId(id)), 10_000).orElseThrow());
        assertThat(manifest.outcome()).isInstanceOf(JobEvent.Canceled.class);
        assertThat(connector.sink("cancellations").received()).isNotEmpty();
        // A worker that had finished at the same moment lost the race, and its late word counts for nothing.
        complete(new JobId(id));
        given().get("/v1/predictions/" + id).then().body("status", equalTo("canceled"));
    }

    @Test
    void aFinishedJobIsNotCanceled() {
        String id = create(given(), RING).extract().path("id");
        complete(new JobId(id));
        await().untilAsserted(() -> given().get("/v1/predictions/" + id).then().body("status", equalTo("succeeded")));
        given().post("/v1/predictions/" + id + "/cancel").then().statusCode(200).body("status", equalTo("succeeded"));
        assertThat(connector.sink("cancellations").received()).isEmpty();
    }

    @Test
    void aJobThatWaitsIsCanceledAtItsDeadline() {
        String id = create(given().header("Cancel-After", "5s"), RING).extract().path("id");
        await().atMost(java.time.Duration.ofSeconds(20))
                .untilAsserted(() -> given().get("/v1/predictions/" + id).then().body("status", equalTo("canceled")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "1s", "25h", "-5s", "5d", ""})
    void aTimeLimitOutOfRangeIsNamed(String limit) {
        create(given().header("Cancel-After", limit), RING)
                .statusCode(400)
                .body("detail", containsString("Cancel-After"));
        assertThat(connector.sink("jobs").received()).isEmpty();
    }

    @Test
    void jobsAreListedNewestFirstAndFiltered() {
        String first = create(given(), RING).extract().path("id");
        String second = create(given(), RING).extract().path("id");
        given().get("/v1/predictions")
                .then()
                .statusCode(200)
                .body("results[0].id", equalTo(second))
                .body("results[1].id", equalTo(first))
                .body("results.size()", lessThanOrEqualTo(100))
                .body("previous", nullValue());
        given().post("/v1/predictions/" + first + "/cancel");
        given().queryParam("status", "canceled")
                .get("/v1/predictions")
                .then()
                .body("results.id", hasItem(first))
                .body("results.status", org.hamcrest.Matchers.everyItem(equalTo("canceled")));
        given().queryParam("created_after", "2999-01-01T00:00:00Z")
                .get("/v1/predictions")
                .then()
                .body("results", org.hamcrest.Matchers.empty())
                .body("next", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursor=nonsense", "cursor=bjAx", "status=done", "created_after=yesterday"})
    void aParameterThatIsWrongIsNamed(String parameter) {
        given().get("/v1/predictions?" + parameter)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("?" + parameter.substring(0, parameter.indexOf('='))));
    }

    @Test
    void theSameKeyIsTheSameJobAndAnotherBodyIsRefused() {
        RequestSpecification keyed = given().header("Idempotency-Key", "order-" + System.nanoTime());
        String first =
                create(given().spec(keyed), RING).statusCode(201).extract().path("id");
        create(given().spec(keyed), RING).statusCode(201).body("id", equalTo(first));
        create(given().spec(keyed), "{\"input\":{\"prompt\":\"a disc\"}}")
                .statusCode(422)
                .body("type", equalTo("urn:sailplane:problem:idempotency-key-reused"));
        assertThat(connector.sink("jobs").received()).hasSize(1);
    }

    @Test
    void aRepetitionWithoutAKeyIsTheSameJob() {
        String body = "{\"input\":{\"prompt\":\"a ring " + System.nanoTime() + "\"}}";
        String first = create(given().header("x-stainless-retry-count", "0"), body)
                .extract()
                .path("id");
        create(given().header("x-stainless-retry-count", "1"), body).body("id", equalTo(first));
        String wanted = create(given().header("x-stainless-retry-count", "0"), body)
                .extract()
                .path("id");
        assertThat(wanted).isNotEqualTo(first);
    }

    @Test
    void aVariationNeedsNoPrompt() {
        String picture = TestPictures.dataUrl(TestPictures.opaque(8, 8));
        String id = create(given(), "{\"input\":{\"image\":\"" + picture + "\",\"prompt_strength\":0.6}}")
                .statusCode(201)
                .body("input.prompt_strength", equalTo(0.6f))
                .extract()
                .path("id");
        assertThat(store.objects()).containsOnlyKeys(ObjectKeys.sourceImage(new JobId(id)));
    }

    @Test
    void aPictureIsPutIntoTheBucketBeforeItsJob() {
        byte[] picture = TestPictures.opaque(8, 8);
        given().multiPart("content", "buffer", picture, "application/octet-stream")
                .post("/v1/files")
                .then()
                .statusCode(201)
                .body("size", equalTo(picture.length))
                .body("urls.get", startsWith("https://bucket.example/uploads/default/"));
        assertThat(store.objects())
                .hasSize(1)
                .allSatisfy((_, bytes) -> assertThat(bytes).isEqualTo(picture));
        given().multiPart("other", "text")
                .post("/v1/files")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/content"));
    }

    @Test
    void everyAnswerHasANameToQuote() {
        given().header("x-request-id", "mine-1")
                .get("/v1/predictions")
                .then()
                .header("x-request-id", equalTo("mine-1"));
        given().header("x-request-id", "not one of those")
                .get("/v1/nothing")
                .then()
                .statusCode(404)
                .header("x-request-id", startsWith("req_"));
    }

    @Test
    void theStreamTellsTheWayAndTheEndAndIsResumed() throws Exception {
        JobId id = new JobId(create(given(), RING).extract().path("id"));
        tell(new JobEvent.Progress(id, 1, 0.25, "base", 5, 20, OptionalDouble.of(3)));
        tell(new JobEvent.Preview(id, 1, 0, "base", 5, ObjectKeys.preview(id, 0)));
        long seen = OFFSET.get() - 1;
        tell(new JobEvent.Progress(id, 1, 0.5, "base", 10, 20, OptionalDouble.of(2)));
        List<String> names = new ArrayList<>();
        URI address = URI.create("http://localhost:" + RestAssured.port + "/v1/predictions/" + id + "/stream");
        try (HttpClient client = HttpClient.newHttpClient();
                Stream<String> lines = client.send(
                                HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofLines())
                        .body()) {
            lines.filter(line -> line.startsWith("event:")).forEach(line -> {
                names.add(line);
                if (names.size() == 3) {
                    complete(id);
                }
            });
        }
        assertThat(names).containsExactly("event:logs", "event:preview", "event:logs", "event:output", "event:done");

        String rest = stream(given().header("Last-Event-ID", seen), id);
        assertThat(rest).contains("event:output", "event:done").doesNotContain("5/20");
    }

    @Test
    void theStreamOfAFailedJobSaysWhy() {
        JobId id = new JobId(create(given(), RING).extract().path("id"));
        tell(new JobEvent.Failed(id, Instant.now(), new Failure("engine-error", "The engine failed.")));
        assertThat(stream(given(), id))
                .contains("event:error\ndata:The engine failed.", "event:done\ndata:{\"reason\":\"error\"}");
    }

    @Test
    void thereIsNoStreamOfNoJob() {
        given().accept("text/event-stream")
                .get("/v1/predictions/01jmzx3v9q8t7w6y5k4h3g2f1e/stream")
                .then()
                .statusCode(404);
    }

    private static String stream(RequestSpecification request, JobId id) {
        return request.accept("text/event-stream")
                .get("/v1/predictions/" + id + "/stream")
                .then()
                .statusCode(200)
                .contentType("text/event-stream")
                .header("X-Accel-Buffering", "no")
                .extract()
                .asString();
    }

    private JobId accepted() {
        byte[] value = (byte[]) connector.sink("jobs").received().getFirst().getPayload();
        return new JobId(
                JsonPath.from(new String(value, StandardCharsets.UTF_8)).getString("job.id"));
    }

    private void complete(JobId id) {
        OutputImage image = new OutputImage(0, ObjectKeys.output(id, 0, OutputFormat.PNG), 64, 64, 900, "ab");
        Instant now = Instant.now();
        tell(new JobEvent.Output(id, 1, image));
        tell(new JobEvent.Completed(id, new JobEvent.Completion(List.of(image), now, now, 1, 1, Numerics.EXACT)));
    }

    private void tell(JobEvent data) {
        ConsumerRecord<String, byte[]> message = new ConsumerRecord<>(
                Topics.EVENTS, 0, OFFSET.getAndIncrement(), data.jobId().value(), Messages.write(data));
        CloudEvent.of(URI.create("/worker/1"), Instant.now(), data)
                .headers()
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        connector.<ConsumerRecord<String, byte[]>>source("view-events").send(message);
    }

    private static ValidatableResponse create(RequestSpecification request, String body) {
        return request.contentType("application/json")
                .body(body)
                .post(PREDICTIONS)
                .then();
    }
}
