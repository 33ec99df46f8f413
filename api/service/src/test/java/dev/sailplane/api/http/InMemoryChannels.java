package dev.sailplane.api.http;

import dev.sailplane.api.configuration.Configurations;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** Puts memory in place of the broker, and opens one port of this machine to webhooks. */
public class InMemoryChannels implements QuarkusTestResourceLifecycleManager {
    static final String RECEIVER_PORT = "test.receiver.port";

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(InMemoryConnector.switchIncomingChannelsToInMemory(
                "view-jobs", "view-events", "view-deliveries", "webhook-events"));
        settings.putAll(
                InMemoryConnector.switchOutgoingChannelsToInMemory("jobs", "events", "cancellations", "deliveries"));
        String port = Integer.toString(freePort());
        settings.put(RECEIVER_PORT, port);
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.http.limits.max-body-size", "1M");
        settings.put("sailplane.api.openai.patience", "6S");
        settings.put("sailplane.api.openai.heartbeat", "500MS");
        settings.put("sailplane.api.webhook.secret", Configurations.SECRET);
        settings.put("sailplane.api.outbound.allowed-hosts", "localhost:" + port);
        return settings;
    }

    @Override
    public void stop() {
        InMemoryConnector.clear();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }
}
