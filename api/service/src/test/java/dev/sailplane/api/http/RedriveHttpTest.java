package dev.sailplane.api.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.sailplane.api.http.openai.FakeWorker;
import dev.sailplane.api.source.TestPictures;
import dev.sailplane.api.storage.TestObjectStore;
import dev.sailplane.contract.Failure;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failed jobs that are run again. */
@QuarkusTest
@WithTestResource(InMemoryChannels.class)
class RedriveHttpTest {
    private static final String PREDICTIONS = "/v1/models/sailplane/stickers/predictions";
    private static final String RING = "{\"input\":{\"prompt\":\"a ring\",\"seed\":7,\"checkpoint_steps\":[5]},"
            + "\"priority\":\"batch\",\"webhook\":\"https://192.0.43.8/in\",\"webhook_events_filter\":[\"start\"]}";

    @Inject
    @Any
    InMemoryConnector connector;

    @Inject
    TestObjectStore store;

    private FakeWorker worker;

    @BeforeEach
    void begin() {
        worker = new FakeWorker(connector, store);
    }

    @AfterEach
    void theBucketIsBack() {
        store.down(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delivery-limit", "step-failed", "engine-error"})
    void aFailedJobRunsAgainAsANewOne(String code) {
        Job failed = failed(RING, code);
        String id = redrive(failed)
                .statusCode(201)
                .body("status", equalTo("starting"))
                .body("priority", equalTo("batch"))
                .extract()
                .path("id");

        Job again = worker.queue().getLast();
        assertThat(again.id().value()).isEqualTo(id).isNotEqualTo(failed.id().value());
        assertThat(again.input()).isEqualTo(failed.input());
        assertThat(again.webhook()).isEqualTo(failed.webhook()).isPresent();
        assertThat(again.model()).isEqualTo(failed.model());
        assertThat(again.version()).isEqualTo(failed.version());
        assertThat(again.tenant()).isEqualTo(failed.tenant());
        assertThat(again.deadline()).isEmpty();
        given().get("/v1/predictions/" + failed.id()).then().body("status", equalTo("failed"));
    }

    @Test
    void whoeverAsksTwiceGetsTheSameJob() {
        Job failed = failed(RING, "delivery-limit");
        String first = redrive(failed).statusCode(201).extract().path("id");
        worker.finishes(worker.queue().getLast());
        redrive(failed).statusCode(201).body("id", equalTo(first));
        given().header("Idempotency-Key", "another")
                .post("/v1/predictions/" + failed.id() + "/redrive")
                .then()
                .body("id", equalTo(first));
        assertThat(worker.queue()).hasSize(2);
    }

    @Test
    void manyAtTheSameMomentMakeOneJob() throws Exception {
        Job failed = failed(RING, "delivery-limit");
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                answers.add(callers.submit(() -> redrive(failed).extract().statusCode()));
            }
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isIn(201, 409);
        }
        assertThat(worker.queue()).hasSize(2);
    }

    @Test
    void aJobThatFailedAgainRunsOnceMore() {
        Job failed = failed(RING, "delivery-limit");
        redrive(failed).statusCode(201);
        Job second = worker.queue().getLast();
        fail(second, "delivery-limit");
        String third = redrive(second).statusCode(201).extract().path("id");
        assertThat(third).isNotIn(failed.id().value(), second.id().value());
    }

    @Test
    void anEditsPicturesAreReferredTo() {
        String picture = TestPictures.dataUrl(TestPictures.transparent(8, 8));
        Job failed = failed("{\"input\":{\"prompt\":\"a ring\",\"image\":\"" + picture + "\"}}", "delivery-limit");
        redrive(failed).statusCode(201);
        assertThat(worker.queue().getLast().input().source())
                .isEqualTo(failed.input().source())
                .isPresent();
        assertThat(store.objects())
                .containsOnlyKeys(
                        ObjectKeys.sourceImage(failed.id()),
                        ObjectKeys.sourceMask(failed.id()),
                        ObjectKeys.redrive(failed.id()));
    }

    @Test
    void aJobThatHasNotFailedIsNotRunAgain() {
        Job job = created(RING);
        refused(job);
        worker.finishes(job);
        await().untilAsserted(
                        () -> given().get("/v1/predictions/" + job.id()).then().body("status", equalTo("succeeded")));
        refused(job);
        assertThat(worker.queue()).hasSize(1);
        assertThat(store.objects()).doesNotContainKey(ObjectKeys.redrive(job.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01jmzx3v9q8t7w6y5k4h3g2f1c", "nonsense"})
    void aJobThatIsNotThereIsNotRunAgain(String id) {
        given().post("/v1/predictions/" + id + "/redrive").then().statusCode(404);
    }

    @Test
    void aBucketThatIsDownRefusesForNowAndLeavesNothing() {
        Job failed = failed(RING, "delivery-limit");
        store.down(true);
        redrive(failed).statusCode(503).header("Retry-After", "5");
        store.down(false);
        redrive(failed).statusCode(201);
        assertThat(worker.queue()).hasSize(2);
    }

    @Test
    void aJobIsRunAgainThoughOnlyItsManifestIsLeft() {
        Job job = created(RING);
        Job forgotten = new Job(
                new JobId("01jmzx3v9q8t7w6y5k4h3g2f1e"),
                job.tenant(),
                job.model(),
                job.version(),
                job.input(),
                job.webhook(),
                Instant.EPOCH,
                job.deadline(),
                "",
                job.priority(),
                job.traceparent());
        store.objects()
                .put(
                        ObjectKeys.manifest(forgotten.id()),
                        Messages.write(new JobManifest(
                                forgotten,
                                new JobEvent.Failed(
                                        forgotten.id(),
                                        Instant.EPOCH,
                                        new Failure("delivery-limit", "No worker could carry it out.")))));
        redrive(forgotten).statusCode(201).body("input.seed", equalTo(7));
    }

    @Test
    void jobsThatWerePutAsideAreListed() {
        String buried = failed(RING, "delivery-limit").id().value();
        Job wrong = created(RING);
        worker.fails(wrong, "input-invalid", "The input is wrong.");
        Job waiting = created(RING);
        await().untilAsserted(() ->
                given().get("/v1/predictions/" + wrong.id()).then().body("status", equalTo("failed")));

        given().get("/v1/predictions?dead_lettered=true")
                .then()
                .statusCode(200)
                .body("results.id", hasItem(buried))
                .body("results.id", not(hasItem(wrong.id().value())))
                .body("results.id", not(hasItem(waiting.id().value())));
        given().get("/v1/predictions?dead_lettered=false&status=failed")
                .then()
                .body("results.id", hasItem(wrong.id().value()))
                .body("results.id", not(hasItem(buried)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "", "1"})
    void whatIsNeitherTrueNorFalseIsNamed(String value) {
        given().queryParam("dead_lettered", value)
                .get("/v1/predictions")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("?dead_lettered"));
    }

    private Job failed(String body, String code) {
        Job job = created(body);
        fail(job, code);
        return job;
    }

    private void fail(Job job, String code) {
        worker.buries(job, code);
        await().untilAsserted(
                        () -> given().get("/v1/predictions/" + job.id()).then().body("status", equalTo("failed")));
    }

    private Job created(String body) {
        given().contentType("application/json")
                .body(body)
                .post(PREDICTIONS)
                .then()
                .statusCode(201);
        return worker.queue().getLast();
    }

    private static ValidatableResponse redrive(Job job) {
        return given().post("/v1/predictions/" + job.id() + "/redrive").then();
    }

    private static void refused(Job job) {
        redrive(job).statusCode(409).body("type", equalTo("urn:sailplane:problem:not-failed"));
    }
}
