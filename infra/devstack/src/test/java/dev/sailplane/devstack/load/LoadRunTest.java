package dev.sailplane.devstack.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Load on two servers that answer what a test wants them to. */
class LoadRunTest {
    private static final LoadSettings SHORT = new LoadSettings(50, 1, 0, 2);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<HttpServer> servers = new ArrayList<>();
    private final AtomicInteger submits = new AtomicInteger();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
        threads.close();
    }

    @Test
    void spreadsSubmitsOverTheReplicasAndReadsBackWhatWasAccepted() throws IOException, InterruptedException {
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();

        List<LoadResult> results =
                run(server(exchange -> accept(exchange, first)), server(exchange -> accept(exchange, second)));

        assertThat(results).hasSize(3).allMatch(result -> result.errors() == 0 && result.perSecond() > 0);
        assertThat(first.get()).isCloseTo(second.get(), within(2));
    }

    @Test
    void aStallCountsForEveryRequestThatWasDueMeanwhile() throws IOException, InterruptedException {
        URI replica = server(exchange -> {
            if (submits.incrementAndGet() == 1) {
                pause(500);
            }
            accept(exchange, new AtomicInteger());
        });

        // One connection: what is due during the stall of half a second waits behind it.
        LoadResult steady =
                results(List.of(replica), new LoadSettings(50, 1, 0, 1)).getFirst();

        assertThat(steady.max()).isGreaterThanOrEqualTo(450);
        assertThat(steady.p90()).isGreaterThan(300);
    }

    @Test
    void otherAnswersAreErrorsAndTheFirstIsNamed() throws IOException, InterruptedException {
        URI replica = server(exchange -> {
            if (exchange.getRequestMethod().equals("POST") && submits.incrementAndGet() % 2 == 0) {
                answer(exchange, 503);
            } else {
                accept(exchange, new AtomicInteger());
            }
        });

        LoadResult steady = results(List.of(replica), SHORT).getFirst();

        assertThat(steady.errors()).isEqualTo(25);
        assertThat(steady.firstError()).isEqualTo("HTTP 503");
    }

    @Test
    void endsAlsoWhenNothingIsAccepted() throws IOException {
        URI replica = server(exchange -> answer(exchange, 503));

        assertThatIllegalStateException()
                .isThrownBy(() -> results(List.of(replica), SHORT))
                .withMessageContaining("no job was accepted");
    }

    private List<LoadResult> run(URI... replicas) throws InterruptedException {
        return results(List.of(replicas), SHORT);
    }

    private static List<LoadResult> results(List<URI> replicas, LoadSettings settings) throws InterruptedException {
        List<LoadResult> results = new ArrayList<>();
        new LoadRun(replicas, settings, Duration.ZERO).run(results::add);
        return results;
    }

    private URI server(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/", handler);
        server.setExecutor(threads);
        server.start();
        servers.add(server);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void accept(HttpExchange exchange, AtomicInteger submits) throws IOException {
        boolean submit = exchange.getRequestMethod().equals("POST");
        if (submit) {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1/v1/predictions/a-job");
            submits.incrementAndGet();
        } else {
            assertThat(exchange.getRequestURI().getPath()).isEqualTo("/v1/predictions/a-job");
        }
        answer(exchange, submit ? 201 : 200);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
