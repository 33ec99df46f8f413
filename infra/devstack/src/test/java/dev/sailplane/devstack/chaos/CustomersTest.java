package dev.sailplane.devstack.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomersTest {
    private static final ChaosPlan PLAN = new ChaosPlan(new ChaosSettings(1, 1, 2, 4, Duration.ofSeconds(1)));

    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private volatile boolean taking;
    private Receiver receiver;
    private ApiClient api;
    private Customers customers;

    CustomersTest() throws IOException {}

    @BeforeEach
    void open() throws IOException {
        server.createContext("/", exchange -> {
            try (exchange) {
                String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
                keys.add(key);
                byte[] body = "{\"id\":\"of %s\"}".formatted(key).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(taking ? 201 : 422, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        receiver = new Receiver("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=");
        api = new ApiClient(
                List.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
        customers = new Customers(PLAN, api, receiver);
    }

    @AfterEach
    void close() {
        customers.close();
        api.close();
        receiver.close();
        server.stop(0);
    }

    @Test
    void whatWasNotTakenIsOrderedAgainUnderItsKeyWhenTheFaultsAreOver() throws Exception {
        orderOneInVain();
        taking = true;

        assertThat(customers.insist()).isEqualTo(keys.size() / 2).isPositive();
        assertThat(keys.subList(keys.size() / 2, keys.size()))
                .containsExactlyInAnyOrderElementsOf(keys.subList(0, keys.size() / 2));
        assertThat(customers.jobs()).containsKey("of chaos-1-0");
        assertThat(customers.refused()).isEmpty();
    }

    @Test
    void whatIsNotTakenThenEitherIsRefused() throws Exception {
        orderOneInVain();

        int again = customers.insist();

        assertThat(customers.refused()).hasSize(again).first().asString().contains("answered 422");
        assertThat(customers.jobs()).isEmpty();
        assertThat(customers.insist()).isZero();
    }

    private void orderOneInVain() throws InterruptedException {
        customers.open();
        await().until(() -> !keys.isEmpty());
        customers.stop();
        assertThat(customers.refused()).isEmpty();
    }
}
