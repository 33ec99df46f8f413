package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedStack.class)
class WebhookRestartIT {
    private final List<String> ids = new CopyOnWriteArrayList<>();

    @Test
    void aDeliveryGoesOnWhereItWasAfterTheApiWasKilled(RunningStack stack) throws IOException, InterruptedException {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::failOnce);
        receiver.start();
        try {
            String id = order(stack, receiver).id() + ".completed";
            await().atMost(RunningStack.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> delivery(stack, id).path("attempts").size() == 1);

            stack.processes().apis().getFirst().kill();

            await().atMost(RunningStack.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> delivery(stack, id).path("status").asText().equals("delivered"));
            assertThat(ids).containsOnly(id);
            assertThat(delivery(stack, id).path("attempts"))
                    .extracting(attempt -> attempt.path("status").asInt())
                    .containsExactly(500, 204);
        } finally {
            receiver.stop(0);
        }
    }

    private void failOnce(HttpExchange exchange) throws IOException {
        try (exchange) {
            ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            exchange.sendResponseHeaders(ids.size() == 1 ? 500 : 204, -1);
        }
    }

    private static Prediction order(RunningStack stack, HttpServer receiver) throws InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("input").put("prompt", "a red circle on a white background");
        body.put("webhook", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/in")
                .putArray("webhook_events_filter")
                .add("completed");
        return stack.client().submit(RunningStack.MODEL, body);
    }

    private static JsonNode delivery(RunningStack stack, String id) throws IOException, InterruptedException {
        URI address = stack.processes().apiAddress().resolve("/v1/webhook-deliveries/" + id);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return new JsonMapper()
                    .readTree(http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                            .body());
        }
    }
}
