package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sailplane.cli.OneLineErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command against an API of two pages. */
class DeadLettersCommandTest {
    private static final String FIRST = "01jmzx3v9q8t7w6y5k4h3g2f13";
    private static final String SECOND = "01jmzx3v9q8t7w6y5k4h3g2f12";
    private static final String WAITING = "01jmzx3v9q8t7w6y5k4h3g2f11";

    private final StringWriter said = new StringWriter();
    private final StringWriter complained = new StringWriter();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer api;

    DeadLettersCommandTest() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        api.createContext("/", this::answer);
        api.start();
    }

    @AfterEach
    void stop() {
        api.stop(0);
    }

    @Test
    void allPagesAreListed() {
        assertThat(execute("list")).isZero();
        assertThat(said.toString().lines())
                .containsExactly(
                        FIRST + "  2026-03-01T12:00:00Z  sailplane/stickers  no worker could",
                        SECOND + "  2026-03-01T12:00:00Z  sailplane/stickers  no worker could");
        assertThat(asked)
                .containsExactly(
                        "GET /v1/predictions?dead_lettered=true",
                        "GET /v1/predictions?dead_lettered=true&cursor=abc%3D");
    }

    @Test
    void thoseThatAreNamedRunAgain() {
        assertThat(execute("redrive " + SECOND)).isZero();
        assertThat(said.toString().strip()).isEqualTo(SECOND + "  new" + SECOND + "  starting");
        assertThat(asked).containsExactly("POST /v1/predictions/" + SECOND + "/redrive");
    }

    @Test
    void allThatAreListedRunAgain() {
        assertThat(execute("redrive --all")).isZero();
        assertThat(said.toString().lines())
                .containsExactly(FIRST + "  new" + FIRST + "  starting", SECOND + "  new" + SECOND + "  starting");
    }

    @Test
    void aRefusalIsToldWithItsJobAndEndsTheRun() {
        assertThat(execute("redrive %s %s %s".formatted(FIRST, WAITING, SECOND)))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(said.toString().lines()).hasSize(1);
        assertThat(complained.toString()).contains(WAITING + ": 409 Only a job that has failed can run again.");
        assertThat(asked).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "'', list or redrive",
        "redrive, 'by ID, or give --all'",
        "redrive --all " + FIRST + ", 'by ID, or give --all'",
        "redrive ../../models, 26 characters",
        "bury, bury"
    })
    void aWrongCallIsRefusedWithWhatWouldBeRight(String call, String hint) {
        assertThat(executeAsIs(("dead-letters " + call).strip())).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(complained.toString()).contains(hint);
        assertThat(asked).isEmpty();
    }

    private int execute(String call) {
        return executeAsIs("dead-letters %s --url http://localhost:%d"
                .formatted(call, api.getAddress().getPort()));
    }

    private int executeAsIs(String call) {
        return new CommandLine(new Root())
                .addSubcommand(new DeadLettersCommand())
                .setExecutionExceptionHandler(new OneLineErrors())
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(complained, true))
                .execute(call.split(" "));
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        String path = exchange.getRequestURI().getPath();
        if (path.contains(WAITING)) {
            send(exchange, 409, "{\"title\":\"x\",\"detail\":\"Only a job that has failed can run again.\"}");
        } else if (path.endsWith("/redrive")) {
            send(
                    exchange,
                    201,
                    "{\"id\":\"new" + path.substring("/v1/predictions/".length(), path.length() - "/redrive".length())
                            + "\",\"status\":\"starting\"}");
        } else if (exchange.getRequestURI().getQuery().contains("cursor")) {
            send(exchange, 200, page(SECOND, "null"));
        } else {
            send(
                    exchange,
                    200,
                    page(FIRST, "\"https://public.example/v1/predictions?dead_lettered=true&cursor=abc%3D\""));
        }
    }

    private static String page(String id, String next) {
        return """
                {"previous":null,"next":%s,"results":[{"id":"%s","model":"sailplane/stickers","status":"failed",
                 "completed_at":"2026-03-01T12:00:00Z","error":"no worker could"}]}""".formatted(next, id);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @CommandLine.Command(name = "sailplane")
    private static final class Root {}
}
