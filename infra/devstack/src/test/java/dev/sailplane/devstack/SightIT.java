package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of one job, in traces and in logs, and what nobody is to see there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SightIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    /** Words of the caller's that belong into the picture alone. */
    private static final String PROMPT = "a zyzzyva beside a quokka";

    private static final String SECRET_PATH = "/hook-yggdrasil";
    private static final JsonMapper JSON = new JsonMapper();

    private final SpanCollector collector = new SpanCollector();
    private final HttpServer receiver =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final CompletableFuture<String> traceOfWebhook = new CompletableFuture<>();
    private String job = "";
    private List<String> logs = List.of();

    SightIT() throws IOException {}

    @BeforeAll
    void oneJobFromTheRequestToTheWebhook(@TempDir Path data) throws Exception {
        receiver.createContext(SECRET_PATH, exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(204, -1);
                traceOfWebhook.complete(exchange.getRequestHeaders().getFirst("traceparent"));
            }
        });
        receiver.start();
        Map<String, String> settings = new HashMap<>(collector.environment());
        settings.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
        StackOptions options = StackOptions.on(data)
                .tuned(new StackOptions.Tuning(Map.of(), settings, settings, Duration.ofSeconds(30)));
        Installation installation = Installation.ofSystemProperties(data.resolve("no-models"));
        try (DevStack stack = DevStack.on(installation, options, Terminal::say);
                HttpClient http = HttpClient.newHttpClient()) {
            stack.start();
            job = order(http, stack);
            traceOfWebhook.get(RunningStack.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            look(http, stack);
            await().atMost(Duration.ofSeconds(30)).until(() -> spans("job").size() == 1);
            await().atMost(Duration.ofSeconds(30)).until(() -> spans("webhook").size() == 1);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> collector.all().stream()
                            .anyMatch(span -> span.attributes().containsKey("url.query")));
        }
        logs = logs(data);
    }

    @AfterAll
    void close() {
        receiver.stop(0);
        collector.close();
    }

    @Test
    void aJobIsOneTraceFromTheRequestToTheWebhook() {
        SpanCollector.Taken request = only("POST /v1/models/{owner}/{name}/predictions");
        SpanCollector.Taken publication = only("publish sailplane.jobs");
        SpanCollector.Taken attempt = only("job");
        SpanCollector.Taken webhook = only("webhook");

        assertThat(request.parent()).isEqualTo(CALLER);
        assertThat(request.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(publication.parent()).isEqualTo(request.id());
        assertThat(publication.kind()).isEqualTo(SpanKind.SPAN_KIND_PRODUCER);
        assertThat(attempt.parent()).isEqualTo(publication.id());
        assertThat(attempt.kind()).isEqualTo(SpanKind.SPAN_KIND_CONSUMER);
        assertThat(attempt.service()).isEqualTo("sailplane-worker");
        assertThat(attempt.attributes()).containsEntry("sailplane.settlement", "ACCEPT");
        assertThat(only("draw").parent()).isEqualTo(attempt.id());
        assertThat(spans("S3.PutObject"))
                .filteredOn(span -> span.service().equals("sailplane-worker"))
                .as("the picture and the manifest")
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(span -> span.parent().equals(attempt.id()));
        assertThat(webhook.parent()).isEqualTo(request.id());
        assertThat(webhook.service()).isEqualTo("sailplane-api");
        assertThat(traceOfWebhook.join()).isEqualTo("00-%s-%s-01".formatted(TRACE, webhook.id()));
        assertThat(List.of(publication, attempt, webhook))
                .allSatisfy(span -> assertThat(span.attributes()).containsEntry("sailplane.job.id", job));
    }

    @Test
    void tracesTellNothingOfPromptsSecretsAndQueries() {
        assertThat(collector.all())
                .isNotEmpty()
                .allSatisfy(span -> assertThat(span.everything())
                        .doesNotContain("zyzzyva", "quokka", "yggdrasil", "whsec_", "cursor-of-mine"));
    }

    @Test
    void logsAreOneObjectALineAndNameTheTrace() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String log : logs) {
            for (String line : log.lines().toList()) {
                lines.add(JSON.readTree(line));
            }
        }
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.fieldNames())
                        .toIterable()
                        .contains("timestamp", "level", "loggerName", "message"));
        assertThat(lines)
                .filteredOn(line -> line.toString().contains(job))
                .filteredOn(line -> line.path("message").asText().matches(".*job (accepted|ended).*"))
                .extracting(line -> line.path("mdc").path("traceId").asText())
                .as("the API that took it and the worker that drew it")
                .containsExactly(TRACE, TRACE);
    }

    @Test
    void logsTellNothingOfPromptsAndSecrets() {
        assertThat(logs)
                .isNotEmpty()
                .allSatisfy(log -> assertThat(log)
                        .contains("\"message\"")
                        .doesNotContain("zyzzyva", "quokka", "yggdrasil", "whsec_", "cursor-of-mine"));
    }

    private String order(HttpClient http, DevStack stack) throws IOException, InterruptedException {
        String body = """
                {"input": {"prompt": "%s", "num_inference_steps": 2},
                 "webhook": "http://127.0.0.1:%d%s", "webhook_events_filter": ["completed"]}
                """.formatted(PROMPT, receiver.getAddress().getPort(), SECRET_PATH);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(stack.apiAddress().resolve("/v1/models/" + RunningStack.MODEL + "/predictions"))
                        .header("Content-Type", "application/json")
                        .header("traceparent", "00-%s-%s-01".formatted(TRACE, CALLER))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).path("id").asText();
    }

    private static void look(HttpClient http, DevStack stack) throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(stack.apiAddress().resolve("/v1/predictions?cursor=cursor-of-mine"))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private SpanCollector.Taken only(String name) {
        assertThat(spans(name)).as(name).hasSize(1);
        return spans(name).getFirst();
    }

    private List<SpanCollector.Taken> spans(String name) {
        return collector.of(TRACE).stream()
                .filter(span -> span.name().equals(name))
                .toList();
    }

    /** What the services wrote; Kafka and S3 log as they do. */
    private static List<String> logs(Path data) throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.list(data.resolve("logs"))) {
            for (Path file : files.filter(file -> file.getFileName().toString().matches("(api|worker).*\\.log"))
                    .toList()) {
                contents.add(Files.readString(file));
            }
        }
        return contents;
    }
}
