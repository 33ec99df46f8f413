package dev.sailplane.api.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(InMemoryChannels.class)
class ModelHttpTest {
    private static final String STICKERS = "/v1/models/sailplane/stickers";

    @Test
    void theModelsOnOfferAreListedByName() {
        given().get("/v1/models")
                .then()
                .statusCode(200)
                .body("results.owner", contains("openai", "sailplane"))
                .body("results.name", contains("glide", "stickers"))
                .body("next", nullValue())
                .body("previous", nullValue());
    }

    @Test
    void aModelTellsItsVersionAndTheInputItTakes() {
        given().get(STICKERS)
                .then()
                .statusCode(200)
                .body("url", equalTo("http://localhost:8080" + STICKERS))
                .body("visibility", equalTo("public"))
                .body("latest_version.id", equalTo("stickers-2"))
                .body("latest_version.created_at", equalTo("2026-11-28T00:00:00Z"))
                .body("latest_version.openapi_schema.components.schemas.Input.properties.size.enum", contains(32, 128))
                .body("latest_version.openapi_schema.components.schemas.Input.properties", hasKey("prompt_strength"))
                .body("latest_version.openapi_schema.components.schemas.Output.items.format", equalTo("uri"));
    }

    @Test
    void aVersionIsFoundBelowItsModel() {
        given().get(STICKERS + "/versions").then().statusCode(200).body("results.id", contains("stickers-2"));
        given().get(STICKERS + "/versions/stickers-2")
                .then()
                .statusCode(200)
                .body("openapi_schema.info.version", equalTo("stickers-2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/models/nobody/nothing",
                "/v1/models/nobody/nothing/versions",
                "/v1/models/nobody/nothing/versions/stickers-2",
                "/v1/models/sailplane/stickers/versions/glide-1"
            })
    void whatIsNotOnOfferIsNotFound(String path) {
        given().get(path).then().statusCode(404).contentType(Problem.MEDIA_TYPE).body("instance", equalTo(path));
    }
}
