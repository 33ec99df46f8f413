package dev.sailplane.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The image's training run and its start, by its own commands and environment, without Kafka and S3. Not libtorch: the worker is that of
 * {@code worker-cuda}, whose training has no device.
 */
class StartIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker-cuda"})
    void trainsAndStartsFromFilesThatStayAsTheyAre(String image) throws Exception {
        Dockerfile dockerfile = Dockerfile.of(image);
        assumeTrue(Files.exists(Layout.program(dockerfile)), () -> Layout.program(dockerfile) + " is not built");
        Layout layout = Layout.create(dockerfile, root.toRealPath());
        int http = freePort();
        int management = freePort();

        int training = run(layout, List.of("bash", "-c", layout.training(http, management)), Map.of(), "train")
                .waitFor();
        assertThat(training).as(log(layout, "train")).isZero();
        assertThat(layout.cache()).isNotEmptyFile();

        layout.forbidWriting();
        Map<Path, String> before = layout.files();
        Process service = run(layout, layout.entrypoint(), settings(http, management), "start");
        try {
            assertThat(isAlive(service, management)).as(log(layout, "start")).isTrue();
            assertThat(layout.files()).isEqualTo(before);
        } finally {
            service.destroy();
            if (!service.waitFor(30, TimeUnit.SECONDS)) {
                service.destroyForcibly();
            }
            layout.allowWriting();
        }
    }

    private static Map<String, String> settings(int http, int management) {
        byte[] secret = new byte[32];
        return Map.ofEntries(
                // The cache must fit, or the JVM does not start.
                Map.entry("JDK_JAVA_OPTIONS", "-XX:AOTMode=on"),
                Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_HTTP_PORT", Integer.toString(http)),
                Map.entry("QUARKUS_MANAGEMENT_PORT", Integer.toString(management)),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"),
                Map.entry("S3_ENDPOINT", "http://127.0.0.1:1"),
                Map.entry("AWS_ACCESS_KEY_ID", "none"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "none"),
                Map.entry("SAILPLANE_DEVICE", "none"),
                Map.entry(
                        "SAILPLANE_WEBHOOK_SECRET",
                        "whsec_" + Base64.getEncoder().encodeToString(secret)));
    }

    private Process run(Layout layout, List<String> command, Map<String, String> settings, String name)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(logFile(layout, name).toFile());
        builder.environment().clear();
        builder.environment().putAll(layout.environment());
        builder.environment().putAll(settings);
        return builder.start();
    }

    private static Path logFile(Layout layout, String name) throws IOException {
        return Files.createDirectories(Path.of("target", "starts"))
                .resolve(layout.dockerfile().image() + "-" + name + ".log");
    }

    private static String log(Layout layout, String name) throws IOException {
        List<String> lines = Files.readAllLines(logFile(layout, name));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    private static boolean isAlive(Process service, int management) throws InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/q/health/live"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (service.isAlive() && System.nanoTime() < end) {
                if (status(client, question) == 200) {
                    return true;
                }
                Thread.sleep(200);
            }
        }
        return false;
    }

    private static int status(HttpClient client, HttpRequest question) throws InterruptedException {
        try {
            return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
