package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookReceiverTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";
    private static final String BODY = "{\"id\":\"abc\",\"status\":\"succeeded\"}";

    @Test
    void takesWhatIsRightlySigned() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(SECRET)) {
            assertThat(send(receiver, BODY)).isEqualTo(204);
            assertThat(receiver.next(Duration.ZERO)).hasValueSatisfying(delivery -> {
                assertThat(delivery.id()).isEqualTo("delivery-1");
                assertThat(delivery.prediction().hasSucceeded()).isTrue();
            });
        }
    }

    @Test
    void refusesABodyThatWasChanged() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(SECRET)) {
            assertThat(send(receiver, BODY.replace("abc", "abd"))).isEqualTo(401);
            assertThat(receiver.next(Duration.ZERO)).isEmpty();
        }
    }

    private static int send(WebhookReceiver receiver, String body)
            throws IOException, InterruptedException, WebhookSigningException {
        long now = Instant.now().getEpochSecond();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(receiver.address())
                                    .header("webhook-id", "delivery-1")
                                    .header("webhook-timestamp", Long.toString(now))
                                    .header("webhook-signature", new Webhook(SECRET).sign("delivery-1", now, BODY))
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
