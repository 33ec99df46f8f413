package dev.sailplane.api.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The usual calls, each answered as the document describes: {@link DescribedAnswers} sees to that in all tests. */
@QuarkusTest
@WithTestResource(InMemoryChannels.class)
class DescribedAnswersHttpTest {
    private static final String INPUT = "{\"input\":{\"prompt\":\"a ring\",\"num_outputs\":2}}";

    @Test
    void everyAnswerIsHeldToTheDocument() {
        assertThat(RestAssured.filters())
                .hasOnlyElementsOfType(DescribedAnswers.class)
                .isNotEmpty();
    }

    @Test
    void aJobIsCreatedListedAndCanceled() {
        String id = create(null).statusCode(201).extract().path("id");
        given().get("/v1/predictions?status=starting&model=sailplane/stickers")
                .then()
                .statusCode(200)
                .body("results.id", hasItem(id));
        given().contentType("application/json")
                .post("/v1/predictions/" + id + "/cancel")
                .then()
                .statusCode(200)
                .body("status", equalTo("canceled"));
        given().get("/v1/predictions/" + id).then().statusCode(200).body("status", equalTo("canceled"));
    }

    @Test
    void aJobThatIsWaitedForInVainIsStarting() {
        create("wait=1").statusCode(202).body("status", equalTo("starting"));
    }

    @Test
    void wrongParametersAreNamed() {
        given().get("/v1/predictions?status=done&cursor=none")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("?status"));
        given().contentType("application/json")
                .header("Cancel-After", "soon")
                .body(INPUT)
                .post("/v1/models/sailplane/stickers/predictions")
                .then()
                .statusCode(400);
    }

    @Test
    void whatIsNotThereCannotBeCanceled() {
        given().contentType("application/json")
                .post("/v1/predictions/01jmzx3v9q8t7w6y5k4h3g2f1e/cancel")
                .then()
                .statusCode(404);
    }

    private static ValidatableResponse create(@Nullable String prefer) {
        var request = given().contentType("application/json").body(INPUT);
        if (prefer != null) {
            request.header("Prefer", prefer);
        }
        return request.post("/v1/models/sailplane/stickers/predictions").then();
    }
}
