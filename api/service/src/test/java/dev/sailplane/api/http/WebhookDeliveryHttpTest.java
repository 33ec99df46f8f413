package dev.sailplane.api.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.sun.net.httpserver.HttpServer;
import dev.sailplane.api.job.Sample;
import dev.sailplane.api.webhook.Delivery;
import dev.sailplane.api.webhook.DeliveryRecords;
import dev.sailplane.api.webhook.DeliveryState;
import dev.sailplane.api.webhook.Notice;
import dev.sailplane.contract.CloudEvent;
import dev.sailplane.contract.Failure;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.TenantName;
import dev.sailplane.contract.Topics;
import dev.sailplane.contract.Webhook;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InMemoryChannels.class)
class WebhookDeliveryHttpTest {
    private static final String DELIVERIES = "/v1/webhook-deliveries";

    @Inject
    @Any
    InMemoryConnector connector;

    @ConfigProperty(name = InMemoryChannels.RECEIVER_PORT)
    int receiverPort;

    @Test
    void aMissedDeliveryIsInTheLogAndArrivesWhenReplayed() throws IOException {
        AtomicInteger answer = new AtomicInteger(404);
        HttpServer receiver =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), receiverPort), 0);
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
        });
        receiver.start();
        try {
            JobId job = order();
            String delivery = job + ".failed";
            tell(new JobEvent.Failed(job, Instant.now(), new Failure("engine-error", "No.")));
            await().untilAsserted(() -> given().get(DELIVERIES + "/" + delivery)
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("pending"))
                    .body("event", equalTo("completed"))
                    .body("prediction", equalTo(job.value()))
                    .body("url", startsWith("http://localhost:" + receiverPort))
                    .body("next_attempt_at", notNullValue())
                    .body("ended_at", nullValue())
                    .body("attempts[0].status", equalTo(404))
                    .body("attempts[0].reason", equalTo("the answer was 404")));

            answer.set(204);
            given().post(DELIVERIES + "/" + delivery + "/replay")
                    .then()
                    .statusCode(202)
                    .body("id", equalTo(delivery))
                    .body("status", equalTo("pending"));
            await().untilAsserted(() -> given().queryParam("prediction", job.value())
                    .queryParam("status", "delivered")
                    .get(DELIVERIES)
                    .then()
                    .statusCode(200)
                    .body("results", hasSize(1))
                    .body("results[0].id", equalTo(delivery))
                    .body("results[0].attempts", hasSize(2))
                    .body("next", nullValue())
                    .body("previous", nullValue()));
            assertThat(connector.<byte[]>sink("deliveries").received())
                    .extracting(message -> DeliveryRecords.read(message.getPayload()))
                    .filteredOn(record -> record.id().equals(delivery))
                    .extracting(record -> record.state().status())
                    .containsExactly(
                            DeliveryState.Status.PENDING,
                            DeliveryState.Status.PENDING,
                            DeliveryState.Status.PENDING,
                            DeliveryState.Status.DELIVERED);
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void pagesLeadToEachOther() {
        for (int number = 0; number < 103; number++) {
            log(delivery("page" + number, TenantName.DEFAULT, 900, number));
        }
        String mine = DELIVERIES + "?prediction=" + Sample.id(900);
        await().untilAsserted(() ->
                given().get(mine).then().body("results", hasSize(100)).body("results[0].id", equalTo("page102")));
        String next = given().get(mine).then().extract().path("next");
        assertThat(next).startsWith("http://localhost:8080" + DELIVERIES).contains("prediction=" + Sample.id(900));
        given().urlEncodingEnabled(false)
                .get(DELIVERIES + "?" + URI.create(next).getRawQuery())
                .then()
                .body("results", hasSize(3))
                .body("results[2].id", equalTo("page0"))
                .body("previous", notNullValue());
    }

    @Test
    void anotherTenantsDeliveryIsNotThere() {
        log(delivery("theirs", new TenantName("other"), 901, 0));
        given().get(DELIVERIES + "?prediction=" + Sample.id(901)).then().body("results", hasSize(0));
        given().get(DELIVERIES + "/theirs").then().statusCode(404).contentType(Problem.MEDIA_TYPE);
        given().post(DELIVERIES + "/theirs/replay").then().statusCode(404);
    }

    @Test
    void whatIsAskedForWronglyIsNamed() {
        given().get(DELIVERIES + "?status=lost")
                .then()
                .statusCode(422)
                .contentType(Problem.MEDIA_TYPE)
                .body("errors[0].pointer", equalTo("?status"));
        given().get(DELIVERIES + "?cursor=%21").then().statusCode(422).body("errors[0].pointer", equalTo("?cursor"));
        given().get(DELIVERIES + "?prediction=%7Bx%7D").then().statusCode(200).body("results", hasSize(0));
    }

    @Test
    void theSecretIsTheTenantsOwn() {
        given().get("/v1/webhooks/default/secret")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("no-store"))
                .body("key", startsWith("whsec_"))
                .body("public_key", startsWith("whpk_"));
    }

    private JobId order() {
        return new JobId(given().contentType("application/json")
                .body("{\"input\":{\"prompt\":\"a ring\"},\"webhook\":\"http://localhost:" + receiverPort
                        + "/in\",\"webhook_events_filter\":[\"completed\"]}")
                .post("/v1/models/sailplane/stickers/predictions")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private void tell(JobEvent data) {
        CloudEvent event = CloudEvent.of(URI.create("/worker/1"), Instant.now(), data);
        ConsumerRecord<String, byte[]> message =
                new ConsumerRecord<>(Topics.EVENTS, 0, 0, data.jobId().value(), Messages.write(data));
        event.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        connector.<ConsumerRecord<String, byte[]>>source("view-events").send(message);
        connector.<ConsumerRecord<String, byte[]>>source("webhook-events").send(message);
    }

    private void log(Delivery delivery) {
        connector
                .<ConsumerRecord<String, byte[]>>source("view-deliveries")
                .send(new ConsumerRecord<>(Topics.DELIVERIES, 0, 0, delivery.id(), DeliveryRecords.write(delivery)));
    }

    private static Delivery delivery(String id, TenantName tenant, int job, int seconds) {
        Instant now = Sample.ENDED_AT.plusSeconds(seconds);
        Notice notice = new Notice(
                id, tenant, Sample.id(job), Webhook.Event.COMPLETED, URI.create("https://hooks.example/in"), 0, now);
        return new Delivery(notice, 1, new DeliveryState.Delivered(now), List.of());
    }
}
