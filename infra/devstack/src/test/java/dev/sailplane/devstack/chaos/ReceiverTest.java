package dev.sailplane.devstack.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiverTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";
    private static final String BODY = "{\"id\":\"abc\",\"status\":\"succeeded\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Receiver receiver;

    ReceiverTest() throws IOException {
        receiver = new Receiver(SECRET);
    }

    @AfterEach
    void close() {
        receiver.close();
        http.close();
    }

    @Test
    void remembersIdsAndStatusesOfEachJobAndCountsRepetitions() throws Exception {
        send("abc.completed", BODY);
        send("abc.completed", BODY);
        send("abc.again", BODY.replace("succeeded", "failed"));

        assertThat(receiver.told())
                .containsOnly(Map.entry(
                        "abc",
                        new Receiver.Told(Set.of("abc.completed", "abc.again"), Set.of("succeeded", "failed"), 3)));
    }

    @Test
    void countsWhatIsWronglySigned() throws Exception {
        assertThat(status("delivery", BODY, BODY + " ")).isEqualTo(401);
        assertThat(receiver.forged()).isEqualTo(1);
        assertThat(receiver.told()).isEmpty();
    }

    @Test
    void whenKilledItCannotBeReachedAndComesBackWhereItWas() throws Exception {
        receiver.strike(Blow.KILL);
        assertThat(receiver.isReady()).isFalse();
        assertThatIOException().isThrownBy(() -> send("delivery", BODY));

        receiver.recover();
        assertThat(receiver.isReady()).isTrue();
        assertThat(send("delivery", BODY)).isEqualTo(204);
    }

    @Test
    void whenTerminatedItAnswersThatItIsBusyAndTakesNothing() throws Exception {
        receiver.strike(Blow.TERMINATE);
        assertThat(send("delivery", BODY)).isEqualTo(503);
        assertThat(receiver.told()).isEmpty();
    }

    @Test
    void whenFrozenItAnswersOnlyAfterwards() throws Exception {
        receiver.strike(Blow.FREEZE);
        CompletableFuture<HttpResponse<Void>> answer =
                http.sendAsync(request("delivery", BODY, BODY), HttpResponse.BodyHandlers.discarding());
        Thread.sleep(Duration.ofMillis(300));
        assertThat(answer).isNotDone();

        receiver.recover();
        assertThat(answer.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
    }

    private int send(String id, String body) throws Exception {
        return status(id, body, body);
    }

    private int status(String id, String signed, String sent) throws Exception {
        return http.send(request(id, signed, sent), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private HttpRequest request(String id, String signed, String sent) throws WebhookSigningException {
        long now = Instant.now().getEpochSecond();
        return HttpRequest.newBuilder(receiver.address())
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now))
                .header("webhook-signature", new Webhook(SECRET).sign(id, now, signed))
                .POST(HttpRequest.BodyPublishers.ofString(sent))
                .build();
    }
}
