package dev.sailplane.devstack.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs at a server that ends them as a test wants it to. */
class JobRunTest {
    private static final JobSettings SHORT = new JobSettings(10, 1, 1, 3);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger submits = new AtomicInteger();
    private final HttpServer server;

    JobRunTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        http.close();
        threads.close();
    }

    @Test
    void followsEachJobFromItsSubmitToItsWebhookAndTellsOfTheParts() throws InterruptedException {
        server.createContext("/v1/", exchange -> {
            URI webhook = webhook(exchange);
            answer(exchange, 201);
            tell(webhook, "succeeded", Duration.ofMillis(300));
        });

        List<LoadResult> results = run(Duration.ofSeconds(5));

        assertThat(results)
                .extracting(result -> result.phase().strip())
                .containsExactly(
                        "single jobs, 10/s",
                        "submit to answer",
                        "created_at to started_at",
                        "started_at to completed_at",
                        "completed_at to webhook",
                        "jobs, peak, 3 under way",
                        "submit to answer",
                        "created_at to started_at",
                        "started_at to completed_at",
                        "completed_at to webhook");
        assertThat(results).allMatch(result -> result.errors() == 0 && result.perSecond() > 0);
        assertThat(results.getFirst().p50()).isGreaterThan(300);
        assertThat(results.get(2).p50()).isBetween(99.0, 101.0);
        assertThat(results.get(3).p50()).isBetween(199.0, 201.0);
        assertThat(results.get(5).perSecond()).as("3 at a time, 300 ms each").isBetween(1.0, 13.0);
    }

    @Test
    void aWebhookThatComesBeforeTheAnswerCounts() throws InterruptedException {
        server.createContext("/v1/", exchange -> {
            tell(webhook(exchange), "succeeded", Duration.ZERO);
            answer(exchange, 201);
        });

        assertThat(run(Duration.ofSeconds(5))).allMatch(result -> result.errors() == 0 && result.perSecond() > 0);
    }

    @Test
    void refusedFailedAndForgottenJobsAreErrors() throws InterruptedException {
        server.createContext("/v1/", exchange -> {
            int number = submits.incrementAndGet();
            URI webhook = webhook(exchange);
            answer(exchange, number % 3 == 0 ? 503 : 201);
            if (number % 3 == 1) {
                tell(webhook, "failed", Duration.ZERO);
            }
        });

        LoadResult single =
                results(new JobSettings(9, 1, 0, 1), Duration.ofSeconds(1)).getFirst();

        assertThat(single.errors()).isEqualTo(9);
        assertThat(single.perSecond()).isZero();
        assertThat(single.firstError()).isEqualTo("a job failed");
    }

    private List<LoadResult> run(Duration patience) throws InterruptedException {
        return results(SHORT, patience);
    }

    private List<LoadResult> results(JobSettings settings, Duration patience) throws InterruptedException {
        List<LoadResult> results = new ArrayList<>();
        URI api = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        new JobRun(api, settings, Window.UNWATCHED, Duration.ZERO, patience).run(results::add);
        return results;
    }

    private static URI webhook(HttpExchange exchange) throws IOException {
        return URI.create(new JsonMapper()
                .readTree(exchange.getRequestBody().readAllBytes())
                .path("webhook")
                .asText());
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void tell(URI webhook, String status, Duration after) {
        Instant completed = Instant.now();
        String body = "{\"status\":\"%s\",\"created_at\":\"%s\",\"started_at\":\"%s\",\"completed_at\":\"%s\"}"
                .formatted(status, completed.minusMillis(300), completed.minusMillis(200), completed);
        try {
            Thread.sleep(after);
            HttpRequest request = HttpRequest.newBuilder(webhook)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            http.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
