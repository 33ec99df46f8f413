package dev.sailplane.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.job.Sample;
import dev.sailplane.api.outbound.SystemNameResolver;
import dev.sailplane.api.outbound.TargetGuard;
import dev.sailplane.api.outbound.VertxOutboundClient;
import dev.sailplane.contract.TenantName;
import dev.sailplane.contract.Webhook;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hundred real receivers, one of which never answers and one of which is not there. */
class ManyReceiversTest {
    private static final int WELL = 98;
    private static final int EACH = 6;
    private static final Duration HANGS_FOR = Duration.ofSeconds(60);
    private static final Map<String, String> SETTINGS = Map.of(
            "SAILPLANE_WEBHOOKS_ALLOWED_HOSTS", "127.0.0.1", "sailplane.api.webhook.timeout", HANGS_FOR.toString());

    private final Vertx vertx = Vertx.vertx();
    private final Set<String> received = ConcurrentHashMap.newKeySet();
    private final Replica replica = new Replica(
            new MemoryJournal(),
            new VertxOutboundClient(new TargetGuard(new SystemNameResolver(), Configurations.with(SETTINGS)), vertx),
            Clock.systemUTC(),
            SETTINGS);
    private final CourierLoop loop =
            new CourierLoop(replica.deliveries, replica.sender, replica.schedule, replica.receivers, new TestShards());

    @BeforeEach
    void begin() {
        loop.start(new StartupEvent());
    }

    @AfterEach
    void end() throws InterruptedException {
        loop.stop(new ShutdownEvent());
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theyDoNotWaitForTheOneThatHangsOrTheOneThatIsAway() throws IOException {
        try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            List<Integer> ports = new ArrayList<>(List.of(hanging.getLocalPort(), freePort()));
            for (int number = 0; number < WELL; number++) {
                ports.add(listen());
            }
            ports.forEach(this::promise);

            await().atMost(HANGS_FOR.dividedBy(2)).until(() -> received.size() == WELL * EACH);

            assertThat(replica.deliveries.of(TenantName.DEFAULT))
                    .filteredOn(delivery -> delivery.notice().url().getPort() == hanging.getLocalPort())
                    .hasSize(EACH)
                    .allSatisfy(delivery -> assertThat(delivery.attempts()).isEmpty());
            await().untilAsserted(() -> assertThat(replica.deliveries.of(TenantName.DEFAULT))
                    .filteredOn(delivery -> delivery.notice().url().getPort() == ports.get(1))
                    .hasSize(EACH)
                    .allSatisfy(delivery -> assertThat(delivery.pending()).isPresent())
                    .anySatisfy(delivery -> assertThat(delivery.attempts()).isNotEmpty()));
        }
    }

    private void promise(int port) {
        for (int number = 0; number < EACH; number++) {
            int job = (port * EACH + number) % 1_000_000;
            replica.view.apply(Sample.accepted(job));
            replica.view.apply(Sample.completed(job));
            replica.deliveries.record(Delivery.of(new Notice(
                    Sample.id(job) + ".completed",
                    TenantName.DEFAULT,
                    Sample.id(job),
                    Webhook.Event.COMPLETED,
                    URI.create("http://127.0.0.1:" + port + "/in"),
                    0,
                    Instant.now())));
        }
    }

    private int listen() {
        return vertx.createHttpServer()
                .requestHandler(this::receive)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void receive(HttpServerRequest request) {
        received.add(request.getHeader("webhook-id"));
        var _ = request.response().setStatusCode(204).end();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
