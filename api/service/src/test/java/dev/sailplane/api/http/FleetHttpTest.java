package dev.sailplane.api.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.sailplane.api.access.Access;
import dev.sailplane.api.access.FakeLedger;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.Sample;
import dev.sailplane.api.storage.TestObjectStore;
import dev.sailplane.contract.ApiKey;
import dev.sailplane.contract.TenantName;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What those who run the service see, and that nobody else does. */
@QuarkusTest
@TestProfile(FleetHttpTest.AnOperatorIsNamed.class)
@WithTestResource(InMemoryChannels.class)
class FleetHttpTest {
    /** As behind an address that others can reach. */
    public static final class AnOperatorIsNamed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sailplane.api.access.mode", "keys", "sailplane.api.access.operators", "watch,crew");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(FakeLedger.class);
        }
    }

    private static final String FLEET = "/v1/admin/fleet";

    @Inject
    TestObjectStore store;

    @Inject
    FakeLedger ledger;

    @Inject
    JobView view;

    @BeforeEach
    void forgetKeys() {
        ledger.clear();
    }

    @Test
    void operatorsSeeWhatWaitsAndWhoWorksAtWhat() {
        view.apply(Sample.accepted(901));
        view.apply(Sample.started(901, 1));
        view.apply(Sample.progress(901, 1, "base", 10));
        view.apply(Sample.accepted(902));

        as("crew")
                .statusCode(200)
                .header("Cache-Control", containsString("no-store"))
                .body("jobs_queued", equalTo(1))
                .body("jobs_running", equalTo(1))
                .body("device_seconds_queued", greaterThan(0f))
                .body("queues.find { it.priority == 'interactive' }.jobs", equalTo(1))
                .body("queues.find { it.priority == 'interactive' }.waiting_since", equalTo("2026-03-01T12:00:00Z"))
                .body("queues.find { it.priority == 'batch' }.jobs", equalTo(0))
                .body("workers.size()", equalTo(1))
                .body("workers[0].name", equalTo("worker-1"))
                .body("workers[0].jobs[0].id", equalTo(Sample.id(901).value()))
                .body("workers[0].jobs[0].tenant", equalTo("default"))
                .body("workers[0].jobs[0].attempt", equalTo(1))
                .body("workers[0].jobs[0].progress", equalTo(0.25f));

        view.apply(Sample.completed(901));
        view.apply(Sample.completed(902));
        as("crew").body("jobs_running", equalTo(0)).body("workers.name", not(hasItem("worker-1")));
    }

    @Test
    void othersSeeNothing() {
        as("acme")
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:sailplane:problem:forbidden"))
                .body("workers", equalTo(null));
        given().get(FLEET).then().statusCode(401);
    }

    private ValidatableResponse as(String tenant) {
        ApiKey key = Access.createKey(store.objects(), new TenantName(tenant));
        return given().header("Authorization", "Bearer " + key.text())
                .get(FLEET)
                .then();
    }
}
