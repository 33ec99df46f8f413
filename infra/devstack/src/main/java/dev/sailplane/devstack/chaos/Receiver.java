package dev.sailplane.devstack.chaos;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A caller's end of the webhooks, which can be struck as well: closed, answering 503, or not answering. */
final class Receiver implements Member, AutoCloseable {
    /**
     * What it was told of one job.
     *
     * @param ids of the deliveries
     * @param statuses of the job, as told
     * @param deliveries taken
     */
    record Told(Set<String> ids, Set<String> statuses, int deliveries) {
        private static final Told NOTHING = new Told(Set.of(), Set.of(), 0);

        Told and(String id, String status) {
            return new Told(with(ids, id), with(statuses, status), deliveries + 1);
        }

        private static Set<String> with(Set<String> before, String more) {
            Set<String> together = new TreeSet<>(before);
            together.add(more);
            return Set.copyOf(together);
        }
    }

    private enum State {
        WELL,
        BUSY,
        SILENT
    }

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Webhook verifier;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Told> told = new ConcurrentHashMap<>();
    private final AtomicInteger forged = new AtomicInteger();
    private final int port;
    private volatile State state = State.WELL;
    private @Nullable HttpServer server;

    /** @param secret that its webhooks are signed with */
    Receiver(String secret) throws IOException {
        verifier = new Webhook(secret);
        server = open(0);
        port = server.getAddress().getPort();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port + "/webhook");
    }

    /** What it was told, by job. */
    Map<String, Told> told() {
        return told;
    }

    /** Calls whose signature was wrong. */
    int forged() {
        return forged.get();
    }

    @Override
    public String name() {
        return "receiver";
    }

    @Override
    public Role role() {
        return Role.RECEIVER;
    }

    @Override
    public boolean isRunning() {
        return true;
    }

    @Override
    public synchronized boolean isReady() {
        return server != null && state == State.WELL;
    }

    @Override
    public synchronized void strike(Blow blow) {
        switch (blow) {
            case KILL -> close(server);
            case TERMINATE -> state = State.BUSY;
            case FREEZE -> state = State.SILENT;
        }
    }

    @Override
    public synchronized void recover() {
        state = State.WELL;
        if (server == null) {
            try {
                server = open(port);
            } catch (IOException taken) {
                throw new UncheckedIOException("the receiver cannot open its port again", taken);
            }
        }
    }

    @Override
    public Optional<Duration> cpuTime() {
        return Optional.empty();
    }

    @Override
    public Map<Integer, Integer> ends() {
        return Map.of();
    }

    @Override
    public synchronized void close() {
        close(server);
        threads.shutdownNow();
    }

    private void close(@Nullable HttpServer open) {
        if (open != null) {
            open.stop(0);
        }
        server = null;
    }

    private HttpServer open(int wanted) throws IOException {
        HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
        opened.createContext("/", this::receive);
        opened.setExecutor(threads);
        opened.start();
        return opened;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (state == State.BUSY) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            keepSilence();
            exchange.sendResponseHeaders(take(exchange, body) ? 204 : 401, -1);
        }
    }

    private void keepSilence() {
        long end = System.nanoTime() + LONGEST_SILENCE.toNanos();
        while (state == State.SILENT && System.nanoTime() < end) {
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean take(HttpExchange exchange, String body) throws IOException {
        Map<String, List<String>> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
        try {
            verifier.verify(body, headers);
        } catch (WebhookVerificationException wrong) {
            forged.incrementAndGet();
            return false;
        }
        var job = JSON.readTree(body);
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        told.merge(
                job.path("id").asText(),
                Told.NOTHING.and(id, job.path("status").asText()),
                (before, _) -> before.and(id, job.path("status").asText()));
        return true;
    }
}
