package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A stack with two APIs and two workers on a fresh data directory and a port of its own, what tests ask of it, and a receiver for its webhooks. */
final class RunningStack implements AutoCloseable {
    static final String MODEL = "sailplane/stickers";
    /** The sides of its pictures, in pixels. */
    static final int SIDE = 128;

    static final int SMALL_SIDE = 32;
    /** Long enough for any job of these tests on two busy cores. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path data;
    private final DevStack stack;
    private final PredictionClient client;
    private final WebhookReceiver receiver;
    private final Map<String, WebhookReceiver.Delivery> webhooks = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningStack(Path data, DevStack stack) throws IOException, InterruptedException {
        this.data = data;
        this.stack = stack;
        this.client = new PredictionClient(stack.apiAddress());
        this.receiver = new WebhookReceiver(client.webhookSecret());
    }

    /** Logs of the last run stay where they can be read. */
    static RunningStack start() throws IOException, InterruptedException {
        Path data = Path.of("target", "end-to-end");
        if (Files.exists(data)) {
            try (Stream<Path> old = Files.walk(data)) {
                old.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
            }
        }
        DevStack stack = DevStack.on(
                Installation.ofSystemProperties(data.resolve("no-models")),
                new StackOptions(
                        data,
                        new StackOptions.WantedPorts(Ports.free(1).getFirst(), 0, 0),
                        2,
                        2,
                        // Jobs of tests take seconds, not minutes.
                        StackOptions.Tuning.ofWorkers(Map.of("SAILPLANE_WORKER_CHECKPOINTS_INTERVAL", "500ms"))),
                Terminal::say);
        try {
            return new RunningStack(data, stack.start());
        } catch (IOException | InterruptedException | RuntimeException failure) {
            stack.close();
            throw failure;
        }
    }

    DevStack processes() {
        return stack;
    }

    PredictionClient client() {
        return client;
    }

    Topic topic(String name) {
        return new Topic(stack.serviceEnvironment().getOrDefault("KAFKA_BOOTSTRAP_SERVERS", ""), name);
    }

    /** Orders with a webhook for the end. */
    Prediction submit(String prompt, Consumer<ObjectNode> more) throws InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        more.accept(body.putObject("input").put("prompt", prompt).put("seed", 7));
        body.put("webhook", receiver.address().toString())
                .putArray("webhook_events_filter")
                .add("completed");
        return client.submit(MODEL, body);
    }

    /** Makes a job take some seconds, even on a quiet machine: long enough to be interrupted. */
    static void takeTime(ObjectNode input) {
        input.put("num_inference_steps", 50).put("num_outputs", 2).put("size", SMALL_SIDE);
    }

    /** Where its webhooks are received. */
    URI receiverAddress() {
        return receiver.address();
    }

    /** Waits until the job has succeeded and its webhook, rightly signed, has come. */
    Prediction awaitSuccess(Prediction ordered) throws InterruptedException {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .ignoreExceptions()
                .until(() -> client.get(ordered.id()).hasEnded());
        Prediction finished = client.get(ordered.id());
        assertThat(finished.status()).as(finished.error()).isEqualTo("succeeded");
        assertThat(webhook(ordered.id()).prediction().status()).isEqualTo("succeeded");
        return finished;
    }

    private WebhookReceiver.Delivery webhook(String id) {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            receiver.next(Duration.ofMillis(500))
                                    .ifPresent(delivery ->
                                            webhooks.put(delivery.prediction().id(), delivery));
                            return webhooks.get(id);
                        },
                        delivery -> delivery != null);
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        URI address = stack.apiAddress().resolve("/v1/models/" + MODEL + "/predictions");
        return http.send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Every file of the bucket. */
    List<Path> objects() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("s3").resolve(StackPlans.BUCKET))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Override
    public void close() {
        receiver.close();
        http.close();
        stack.close();
    }
}
