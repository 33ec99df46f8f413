package dev.sailplane.devstack.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void asksTheNextReplicaUnderTheSameKeyWhenOneDoesNotTakeTheOrder() throws Exception {
        try (ApiClient client = new ApiClient(List.of(replica(503), gone(), replica(201)))) {
            assertThat(order(client)).isEqualTo("abc");
        }
        assertThat(keys).containsExactly("key", "key");
    }

    @Test
    void aRefusalIsFinalAndSaysWhy() throws Exception {
        try (ApiClient client = new ApiClient(List.of(replica(422), replica(201)))) {
            assertThatThrownBy(() -> order(client))
                    .isInstanceOf(ChaosException.class)
                    .hasMessageContaining("answered 422")
                    .hasMessageContaining("abc");
        }
        assertThat(keys).hasSize(1);
    }

    private static String order(ApiClient client) throws InterruptedException {
        return client.order(JsonNodeFactory.instance.objectNode(), 0, Optional.of("key"))
                .path("id")
                .asText();
    }

    private URI gone() throws IOException {
        URI address = replica(500);
        servers.getLast().stop(0);
        return address;
    }

    private URI replica(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                byte[] body = "{\"id\":\"abc\"}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        servers.add(server);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
