package dev.sailplane.api.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.sailplane.api.access.Access;
import dev.sailplane.api.source.TestPictures;
import dev.sailplane.api.storage.TestObjectStore;
import dev.sailplane.contract.ApiKey;
import dev.sailplane.contract.TenantName;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two tenants, a job of one of them. */
@QuarkusTest
@TestProfile(AccessHttpTest.KeysRequired.class)
@WithTestResource(InMemoryChannels.class)
class TenantIsolationHttpTest {
    private static final String MODEL = "/v1/models/sailplane/stickers/predictions";

    @Inject
    TestObjectStore store;

    private ApiKey owners;
    private ApiKey others;
    private String job;

    @BeforeEach
    void createTheJob() {
        owners = Access.createKey(store.objects(), new TenantName("owner"));
        others = Access.createKey(store.objects(), new TenantName("stranger"));
        job = create(owners, "{\"input\":{\"prompt\":\"a ring\"}}").extract().path("id");
    }

    @Test
    void aJobIsSeenByItsTenantAlone() {
        as(owners).get("/v1/predictions/" + job).then().statusCode(200).body("id", equalTo(job));
        as(others).get("/v1/predictions/" + job).then().statusCode(404);
    }

    @Test
    void aListHoldsTheTenantsOwnJobsAlone() {
        as(owners).get("/v1/predictions").then().statusCode(200).body("results.id", not(empty()));
        as(others).get("/v1/predictions").then().statusCode(200).body("results.id", empty());
    }

    @Test
    void aJobIsCanceledByItsTenantAlone() {
        as(others).post("/v1/predictions/" + job + "/cancel").then().statusCode(404);
        as(owners).get("/v1/predictions/" + job).then().body("status", equalTo("starting"));
        as(owners).post("/v1/predictions/" + job + "/cancel").then().statusCode(200);
    }

    @Test
    void aJobIsBranchedOffByItsTenantAlone() {
        String step = "{\"step\":5}";
        as(others)
                .contentType("application/json")
                .body(step)
                .post("/v1/predictions/" + job + "/branch")
                .then()
                .statusCode(404);
        as(owners)
                .contentType("application/json")
                .body(step)
                .post("/v1/predictions/" + job + "/branch")
                .then()
                .statusCode(201);
    }

    @Test
    void aJobIsRunAgainByItsTenantAlone() {
        as(others).post("/v1/predictions/" + job + "/redrive").then().statusCode(404);
        as(owners).post("/v1/predictions/" + job + "/redrive").then().statusCode(409);
    }

    @Test
    void aMaskOfABranchIsTheTenantsOwn() {
        String picture = TestPictures.dataUrl(TestPictures.transparent(64, 64));
        String edit = create(others, "{\"input\":{\"prompt\":\"a ring\",\"image\":\"" + picture + "\"}}")
                .extract()
                .path("id");
        String key = "jobs/" + job + "/output/0.png";
        store.objects().put(key, TestPictures.transparent(64, 64));
        as(others)
                .contentType("application/json")
                .body("{\"step\":5,\"input\":{\"mask\":\"" + key + "\"}}")
                .post("/v1/predictions/" + edit + "/branch")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/input/mask"));
    }

    @Test
    void aPictureIsASourceForItsTenantAlone() {
        String key = "jobs/" + job + "/output/0.png";
        store.objects().put(key, TestPictures.transparent(64, 64));
        String edit = "{\"input\":{\"prompt\":\"a ring\",\"image\":\"" + key + "\"}}";
        create(owners, edit);
        as(others)
                .contentType("application/json")
                .body(edit)
                .post(MODEL)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/input/image"));
    }

    @Test
    void theSameIdempotencyKeyIsAnotherKeyForAnotherTenant() {
        String body = "{\"input\":{\"prompt\":\"a square\",\"seed\":7}}";
        String first = as(owners)
                .header("Idempotency-Key", "\"once\"")
                .contentType("application/json")
                .body(body)
                .post(MODEL)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        as(others)
                .header("Idempotency-Key", "\"once\"")
                .contentType("application/json")
                .body(body)
                .post(MODEL)
                .then()
                .statusCode(201)
                .body("id", not(equalTo(first)));
    }

    private static ValidatableResponse create(ApiKey key, String body) {
        return as(key).contentType("application/json")
                .body(body)
                .post(MODEL)
                .then()
                .statusCode(201);
    }

    private static RequestSpecification as(ApiKey key) {
        return given().header("Authorization", "Bearer " + key.text());
    }
}
