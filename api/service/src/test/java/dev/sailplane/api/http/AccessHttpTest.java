package dev.sailplane.api.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.sailplane.api.access.Access;
import dev.sailplane.api.access.FakeLedger;
import dev.sailplane.api.access.LinkSigner;
import dev.sailplane.api.job.Sample;
import dev.sailplane.api.storage.TestObjectStore;
import dev.sailplane.contract.ApiKey;
import dev.sailplane.contract.TenantName;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(AccessHttpTest.KeysRequired.class)
@WithTestResource(InMemoryChannels.class)
class AccessHttpTest {
    /** As behind an address that others can reach. */
    public static final class KeysRequired implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sailplane.api.access.mode", "keys");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(FakeLedger.class);
        }
    }

    private static final String WHO = "/v1/test/who";
    private static final TenantName ACME = new TenantName("acme");
    private static final TenantName OTHER = new TenantName("other");

    @Inject
    TestObjectStore store;

    @Inject
    FakeLedger ledger;

    @Inject
    AccessFilter filter;

    @Inject
    LinkSigner links;

    private ApiKey key;

    @BeforeEach
    void createKey() {
        ledger.clear();
        key = Access.createKey(store.objects(), ACME);
    }

    @Test
    void eachTenantIsKnownByItsKeyOnWhateverThread() {
        ApiKey others = Access.createKey(store.objects(), OTHER);
        // The first look reads the bucket, the second remembers.
        for (int look = 0; look < 2; look++) {
            as(key).get(WHO).then().statusCode(200).body(equalTo("acme virtual"));
            as(others).get(WHO).then().statusCode(200).body(equalTo("other virtual"));
        }
    }

    @Test
    void aResourceOnTheEventLoopIsNotHeldUp() {
        as(key).get(WHO + "/event-loop").then().statusCode(200).body(equalTo("acme"));
    }

    @Test
    void withoutAKeyNothingIsAnswered() {
        given().get(WHO)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("type", equalTo("urn:sailplane:problem:unauthenticated"))
                .body("detail", containsString("Authorization: Bearer"))
                .body("instance", equalTo(WHO));
    }

    @Test
    void openAisClientsAreRefusedInTheirOwnForm() {
        given().contentType("application/json")
                .body("{\"prompt\":\"a ring\"}")
                .post("/v1/images/generations")
                .then()
                .statusCode(401)
                .contentType("application/json")
                .header("WWW-Authenticate", "Bearer")
                .body("error.type", equalTo("authentication_error"))
                .body("error.code", equalTo("invalid_api_key"))
                .body("error.message", containsString("Authorization: Bearer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer sp_malformed", "Basic YTpi", "Bearer"})
    void whatIsNoKeyIsRefused(String header) {
        given().header("Authorization", header)
                .get(WHO)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    @Test
    void anUnknownKeyIsRefused() {
        as(ApiKey.draw(new SecureRandom())).get(WHO).then().statusCode(401);
    }

    @Test
    void whatIsThereIsBehindTheKey() {
        given().get("/v1/predictions/" + Sample.id(1)).then().statusCode(401);
        given().contentType("application/json")
                .body("{\"input\":{\"prompt\":\"a ring\"}}")
                .post("/v1/models/sailplane/stickers/predictions")
                .then()
                .statusCode(401);
        as(key).get("/v1/predictions/" + Sample.id(1)).then().statusCode(404);
        as(key).contentType("application/json")
                .body("{\"input\":{\"prompt\":\"a ring\"}}")
                .post("/v1/models/sailplane/stickers/predictions")
                .then()
                .statusCode(201);
    }

    @Test
    void aBucketThatDoesNotAnswerIsSaid() {
        store.down(true);
        try {
            as(key).get(WHO).then().statusCode(503).header("Retry-After", "5");
        } finally {
            store.down(false);
        }
    }

    @Test
    void answersTellWhatIsLeft() {
        TenantName limited = new TenantName("limited-1");
        Access.limit(store.objects(), limited, 5, 3);
        as(Access.createKey(store.objects(), limited))
                .post(WHO)
                .then()
                .statusCode(204)
                .header("RateLimit-Policy", "\"jobs\";q=5;w=60, \"active-jobs\";q=3;qu=\"concurrent-requests\"")
                .header("RateLimit", matchesPattern("\"jobs\";r=4;t=(59|60), \"active-jobs\";r=2"));
    }

    @Test
    void moreThanTheLimitOfAMinuteIsRefused() {
        TenantName limited = new TenantName("limited-2");
        Access.limit(store.objects(), limited, 1, 3);
        ledger.ended(limited, Instant.now().minusSeconds(30));
        as(Access.createKey(store.objects(), limited))
                .post(WHO)
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", matchesPattern("29|30|31"))
                .header("RateLimit", matchesPattern("\"jobs\";r=0;t=(29|30|31), \"active-jobs\";r=3"))
                .body("type", equalTo("urn:sailplane:problem:rate-limited"))
                .body("detail", containsString("1 jobs a minute"));
    }

    @Test
    void moreJobsAtATimeThanTheLimitAreRefused() {
        TenantName limited = new TenantName("limited-3");
        Access.limit(store.objects(), limited, 100, 1);
        RequestSpecification caller = as(Access.createKey(store.objects(), limited));
        caller.post(WHO).then().statusCode(204);
        caller.post(WHO)
                .then()
                .statusCode(429)
                .header("Retry-After", "5")
                .body("type", equalTo("urn:sailplane:problem:too-many-jobs"))
                .body("detail", containsString("1 jobs at the same time"));
    }

    @Test
    void aSignedLinkOpensTheStreamOfItsJobAndNothingElse() {
        String stream = "/v1/predictions/" + Sample.id(1) + "/stream";
        String token = links.sign(Sample.id(1), ACME, Instant.now().plusSeconds(60));
        assertThat(filter.linked("GET", stream, token)).contains(ACME);
        assertThat(filter.linked("POST", stream, token)).isEmpty();
        assertThat(filter.linked("GET", stream, null)).isEmpty();
        assertThat(filter.linked("GET", "/v1/predictions/" + Sample.id(1), token))
                .isEmpty();
        assertThat(filter.linked("GET", "/v1/predictions/" + Sample.id(2) + "/stream", token))
                .isEmpty();
        given().queryParam("token", token).get(WHO).then().statusCode(401);
    }

    private static RequestSpecification as(ApiKey key) {
        return given().header("Authorization", "Bearer " + key.text());
    }
}
