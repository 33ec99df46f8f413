package dev.sailplane.api.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(InMemoryChannels.class)
class DocumentsHttpTest {
    @Test
    void theHttpSideIsDescribedInYaml() throws IOException {
        String served = given().get("/openapi")
                .then()
                .statusCode(200)
                .contentType(startsWith("application/yaml"))
                .extract()
                .asString();
        assertThat(new ObjectMapper(new YAMLFactory()).readTree(served)).isEqualTo(OpenApiDocument.SERVED.root());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.json", "/openapi?format=json"})
    void theHttpSideIsDescribedInJson(String address) throws IOException {
        String served = given().get(address)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .asString();
        assertThat(new ObjectMapper().readTree(served)).isEqualTo(OpenApiDocument.SERVED.root());
    }

    @Test
    void theHttpSideCanBeRead() {
        given().get("/docs/").then().statusCode(200).contentType("text/html").body(containsString("'/openapi'"));
    }

    @Test
    void theTopicsAreDescribed() throws IOException {
        String served = given().get("/asyncapi.yaml")
                .then()
                .statusCode(200)
                .contentType(startsWith("application/yaml"))
                .extract()
                .asString();
        assertThat(new ObjectMapper(new YAMLFactory()).readTree(served))
                .isEqualTo(OpenApiDocument.read("/asyncapi.yaml"));
    }
}
