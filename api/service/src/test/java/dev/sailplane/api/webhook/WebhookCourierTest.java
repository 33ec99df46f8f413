package dev.sailplane.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.sailplane.api.access.Access;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.job.JobView;
import dev.sailplane.api.job.Sample;
import dev.sailplane.api.outbound.FakeOutboundClient;
import dev.sailplane.api.outbound.Reply;
import dev.sailplane.api.storage.MemoryObjectStore;
import dev.sailplane.api.wire.PredictionRenderer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WebhookCourierTest {
    private static final URI RECEIVER = URI.create("https://hooks.example/in");
    private static final Delivery DELIVERY =
            new Delivery("event-1", RECEIVER, new JobState.Starting(Sample.job(1)).after(Sample.completed(1)));

    private final FakeOutboundClient client = new FakeOutboundClient();
    private final WebhookCourier courier = courier("PT0.001S,PT0.002S,PT0.003S");

    @Test
    void theReceiverCanVerifyWhatItGets() throws InterruptedException, WebhookVerificationException {
        reply(204);
        courier.carry(DELIVERY);

        FakeOutboundClient.Posted posted = client.posted().getFirst();
        assertThat(posted.address()).isEqualTo(RECEIVER);
        assertThat(posted.headers()).containsEntry("webhook-id", "event-1");
        new Webhook(Configurations.SECRET)
                .verify(
                        posted.json(),
                        posted.headers().entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))));
        assertThat(posted.json())
                .contains("\"status\":\"succeeded\"", "https://bucket.example/jobs/")
                .hasSizeLessThan(20_000);
    }

    @Test
    void aDeliveredMessageIsNotSentAgain() throws InterruptedException {
        reply(200);
        courier.carry(DELIVERY);
        assertThat(client.posted()).hasSize(1);
    }

    @Test
    void aMissedMessageIsSentAgainUnderTheSameId() throws InterruptedException {
        reply(500);
        reply(302);
        reply(200);
        courier.carry(DELIVERY);
        assertThat(client.posted())
                .hasSize(3)
                .allSatisfy(posted -> assertThat(posted.headers()).containsEntry("webhook-id", "event-1"));
    }

    @Test
    void aReceiverThatIsGoneIsLeftAlone() throws InterruptedException {
        reply(410);
        courier.carry(DELIVERY);
        assertThat(client.posted()).hasSize(1);
    }

    @Test
    void aReceiverThatNeverAnswersIsGivenUpAtTheEndOfTheSchedule() throws InterruptedException {
        courier.carry(DELIVERY);
        assertThat(client.posted()).hasSize(4);
    }

    @Test
    void retryAfterIsHonoured() throws InterruptedException {
        client.reply(new Reply(429, Optional.of("1")));
        reply(200);
        Instant begun = Instant.now();
        courier.carry(DELIVERY);
        assertThat(Duration.between(begun, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void stoppingTheServiceLeavesTheDeliveryUnfinished() throws InterruptedException {
        WebhookCourier patient = courier("PT1H");
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            try {
                patient.carry(DELIVERY);
                reply(299);
            } catch (InterruptedException stopping) {
                reply(200);
            }
        });
        thread.start();
        Awaitility.await().until(() -> !client.posted().isEmpty());
        thread.interrupt();
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        assertThat(client.post(RECEIVER, Map.of(), "", Duration.ZERO).status()).isEqualTo(200);
    }

    @Test
    void theUsualScheduleLastsADay() {
        RetrySchedule schedule = new RetrySchedule(Configurations.usual());
        assertThat(schedule.pauseAfter(1))
                .hasValueSatisfying(
                        pause -> assertThat(pause).isBetween(Duration.ofSeconds(5), Duration.ofMillis(5_500)));
        assertThat(schedule.pauseAfter(9))
                .hasValueSatisfying(pause -> assertThat(pause).isBetween(Duration.ofHours(4), Duration.ofMinutes(264)));
        assertThat(schedule.pauseAfter(10)).isEmpty();
    }

    private void reply(int status) {
        client.reply(new Reply(status, Optional.empty()));
    }

    private WebhookCourier courier(String retries) {
        ApiConfiguration configuration = Configurations.with(Map.of("sailplane.api.webhook.retries", retries));
        return new WebhookCourier(
                new WebhookSender(
                        client,
                        new WebhookSigner(new WebhookSecret(configuration)),
                        new PredictionRenderer(
                                new MemoryObjectStore(),
                                new JobView(new JobView.Capacity(10, 10), Clock.systemUTC()),
                                Access.openLinks(configuration),
                                configuration),
                        JsonMapper.builder()
                                .addModule(new JavaTimeModule())
                                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                                .build(),
                        configuration),
                new RetrySchedule(configuration));
    }
}
