package dev.sailplane.devstack;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A caller's end of a webhook, on this machine. Takes what is rightly signed, and answers anything else with 401. */
final class WebhookReceiver implements AutoCloseable {
    /**
     * A call whose signature was verified.
     *
     * @param id the delivery's, the same when it is repeated
     */
    record Delivery(String id, Prediction prediction) {}

    private static final JsonMapper JSON = new JsonMapper();

    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private final Webhook verifier;

    /**
     * Listens on a free port.
     *
     * @param secret as the API tells it to this caller
     */
    WebhookReceiver(String secret) throws IOException {
        verifier = new Webhook(secret);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhook");
    }

    /** The next delivery, if it comes in time. */
    Optional<Delivery> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(deliveries.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                verifier.verify(body, lowerCase(exchange.getRequestHeaders()));
            } catch (WebhookVerificationException forged) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            deliveries.add(new Delivery(id, Prediction.of(JSON.readTree(body))));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
        Map<String, List<String>> lower = new HashMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
        return lower;
    }
}
