package dev.sailplane.api.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What the platform is told, on a port of its own. */
@QuarkusTest
@WithTestResource(InMemoryChannels.class)
class ManagementHttpTest {
    @TestHTTPResource(value = "/", management = true)
    @SuppressWarnings("NullAway.Init") // injected
    URI management;

    @Test
    void theServiceTellsHowItIs() {
        given().get(management.resolve("/q/health/started")).then().statusCode(200);
        given().get(management.resolve("/q/health/live")).then().statusCode(200);
        given().get(management.resolve("/q/health/ready")).then().statusCode(oneOf(200, 503));
    }

    @Test
    void callersSeeNothingOfIt() {
        given().get("/q/health/started").then().statusCode(404);
        given().get("/q/health/live").then().statusCode(404);
        given().get("/q/metrics").then().statusCode(404);
        given().get("/fleet").then().statusCode(404);
    }

    @Test
    void metricsCarryTheNamesThatDashboardsKnow() {
        given().get(management.resolve("/q/metrics"))
                .then()
                .statusCode(200)
                .body(containsString("sailplane_jobs{state=\"queued\"}"))
                .body(containsString("sailplane_device_seconds{state=\"running\"}"))
                .body(containsString("sailplane_queue_age_seconds{priority=\"batch\"}"));
    }
}
