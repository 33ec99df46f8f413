package dev.sailplane.api.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasToString;

import dev.sailplane.api.http.openai.FakeWorker;
import dev.sailplane.api.job.TestJobEvents;
import dev.sailplane.api.source.TestPictures;
import dev.sailplane.api.storage.TestObjectStore;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.ObjectKeys;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that the broker took without saying so in time. */
@QuarkusTest
@WithTestResource(InMemoryChannels.class)
class UnconfirmedHttpTest {
    private static final String PREDICTIONS = "/v1/models/sailplane/stickers/predictions";
    private static final String EDIT = "{\"input\":{\"prompt\":\"a ring\",\"image\":\""
            + TestPictures.dataUrl(TestPictures.transparent(8, 8)) + "\"}}";

    @Inject
    @Any
    InMemoryConnector connector;

    @Inject
    TestObjectStore store;

    @Inject
    TestJobEvents broker;

    private FakeWorker worker;

    @BeforeEach
    void begin() {
        worker = new FakeWorker(connector, store);
    }

    @AfterEach
    void theBrokerAnswers() {
        broker.silent(false);
    }

    @Test
    void theSameKeyLeadsToTheJobThatWasTakenThoughItsCallerWasTold503() {
        String key = UUID.randomUUID().toString();
        broker.silent(true);
        refused(create(given().header("Idempotency-Key", key), EDIT));
        Job taken = worker.takes();
        assertThat(store.objects()).containsKeys(ObjectKeys.sourceImage(taken.id()), ObjectKeys.sourceMask(taken.id()));
        refused(create(given().header("Idempotency-Key", key), EDIT));

        broker.silent(false);
        create(given().header("Idempotency-Key", key), EDIT)
                .statusCode(201)
                .body("id", equalTo(taken.id().value()))
                .body("input.seed", hasToString(String.valueOf(taken.input().seed())));
        assertThat(worker.queue()).extracting(Job::id).containsOnly(taken.id());
        assertThat(worker.queue()).extracting(Job::input).containsOnly(taken.input());
    }

    @Test
    void aClientThatTriesAgainWithoutAKeyGetsThatJobToo() {
        String body = "{\"input\":{\"prompt\":\"" + UUID.randomUUID() + "\",\"seed\":7}}";
        broker.silent(true);
        refused(create(given(), body));
        Job taken = worker.takes();

        broker.silent(false);
        create(given().header("x-stainless-retry-count", "1"), body)
                .statusCode(201)
                .body("id", equalTo(taken.id().value()));
        assertThat(worker.queue()).extracting(Job::id).containsOnly(taken.id());
    }

    @Test
    void aFailedJobRunsAgainOnceThoughTheBrokerWasSilent() {
        create(given(), "{\"input\":{\"prompt\":\"a ring\"}}").statusCode(201);
        Job failed = worker.takes();
        worker.buries(failed, "delivery-limit");
        await().untilAsserted(() ->
                given().get("/v1/predictions/" + failed.id()).then().body("status", equalTo("failed")));
        broker.silent(true);
        refused(redrive(failed));
        Job taken = worker.queue().getLast();

        broker.silent(false);
        redrive(failed).statusCode(201).body("id", equalTo(taken.id().value()));
        redrive(failed).statusCode(201).body("id", equalTo(taken.id().value()));
        assertThat(worker.queue()).extracting(Job::id).containsExactly(failed.id(), taken.id(), taken.id());
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(503)
                .contentType(Problem.MEDIA_TYPE)
                .header("Retry-After", "5")
                .body("type", equalTo("urn:sailplane:problem:unconfirmed"));
    }

    private static ValidatableResponse create(RequestSpecification request, String body) {
        return request.contentType("application/json")
                .body(body)
                .post(PREDICTIONS)
                .then();
    }

    private static ValidatableResponse redrive(Job job) {
        return given().post("/v1/predictions/" + job.id() + "/redrive").then();
    }
}
