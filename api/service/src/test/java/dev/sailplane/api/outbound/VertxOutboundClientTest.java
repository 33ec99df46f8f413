package dev.sailplane.api.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.api.configuration.Configurations;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VertxOutboundClientTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String PASSWORD = "changeit";
    private static final String ALLOWED = "pictures.example,other.example";
    private static final Vertx VERTX = Vertx.vertx();

    private static int plainPort;
    private static int encryptedPort;
    private static PfxOptions certificate;

    @TempDir
    static Path directory;

    private final AtomicInteger resolved = new AtomicInteger();

    @BeforeAll
    static void serve() throws IOException, InterruptedException {
        certificate = new PfxOptions().setPath(selfSigned("pictures.example")).setPassword(PASSWORD);
        plainPort = listen(new HttpServerOptions());
        encryptedPort = listen(new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(certificate));
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
    }

    @Test
    void theCallGoesToTheJudgedAddressAndNamesTheHost() {
        assertThat(text(client().fetch(plain("pictures.example", "/host"), 100, TIMEOUT)))
                .isEqualTo("pictures.example:" + plainPort);
        assertThat(resolved).hasValue(1);
    }

    @Test
    void aFileIsFetchedHoweverSoonItsAnswerIsOver() {
        OutboundClient client = client();
        for (int times = 0; times < 300; times++) {
            assertThat(client.fetch(plain("pictures.example", "/host"), 100, TIMEOUT))
                    .isNotEmpty();
        }
    }

    @Test
    void theCertificateMustBeThatOfTheHost() {
        OutboundClient client = client(new HttpClientOptions().setTrustOptions(certificate));

        assertThat(text(client.fetch(encrypted("pictures.example"), 100, TIMEOUT)))
                .isEqualTo("pictures.example:" + encryptedPort);
        assertThatThrownBy(() -> client.fetch(encrypted("other.example"), 100, TIMEOUT))
                .isInstanceOf(OutboundException.class);
    }

    @Test
    void theCertificateMustBeTrusted() {
        assertThatThrownBy(() -> client().fetch(encrypted("pictures.example"), 100, TIMEOUT))
                .isInstanceOf(OutboundException.class);
    }

    @Test
    void aRedirectIsNotFollowed() {
        assertFails("/redirect", "302");
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        assertFails("/none", "404");
    }

    @Test
    void noMoreThanTheLimitIsRead() {
        assertFails("/endless", "at most 100 bytes");
    }

    @Test
    void aServerThatDripsIsCutOff() {
        assertThatThrownBy(() -> client().fetch(plain("pictures.example", "/drip"), 100, Duration.ofMillis(700)))
                .isInstanceOf(OutboundException.class)
                .hasMessageContaining("did not answer within");
    }

    @Test
    void whatTheGuardForbidsIsNotCalled() {
        assertThatThrownBy(() -> client().fetch(plain("evil.example", "/host"), 100, TIMEOUT))
                .isInstanceOf(ForbiddenTargetException.class);
    }

    @Test
    void aPostCarriesHeadersAndTextAndBringsTheStatus() {
        Reply reply =
                client().post(plain("pictures.example", "/echo"), Map.of("webhook-id", "a"), "{\"ü\":1}", TIMEOUT);
        assertThat(reply).isEqualTo(new Reply(429, Optional.of("7")));
    }

    @Test
    void aRedirectOfAPostIsNotFollowed() {
        assertThat(client().post(plain("pictures.example", "/redirect"), Map.of(), "{}", TIMEOUT)
                        .status())
                .isEqualTo(302);
    }

    private void assertFails(String path, String reason) {
        assertThatThrownBy(() -> client().fetch(plain("pictures.example", path), 100, TIMEOUT))
                .isInstanceOf(OutboundException.class)
                .hasMessageContaining(reason);
    }

    private OutboundClient client() {
        return client(new HttpClientOptions());
    }

    private OutboundClient client(HttpClientOptions options) {
        NameResolver resolver = _ -> {
            resolved.incrementAndGet();
            return List.of(InetAddress.getLoopbackAddress());
        };
        TargetGuard guard =
                new TargetGuard(resolver, Configurations.with(Map.of("SAILPLANE_WEBHOOKS_ALLOWED_HOSTS", ALLOWED)));
        return new VertxOutboundClient(guard, VERTX, options);
    }

    private static void answer(HttpServerRequest request) {
        switch (String.valueOf(request.path())) {
            case "/host" -> request.response().end(request.getHeader("host"));
            case "/redirect" ->
                request.response()
                        .setStatusCode(302)
                        .putHeader("location", "http://pictures.example:" + plainPort + "/host")
                        .end();
            case "/endless" -> request.response().setChunked(true).write(Buffer.buffer(new byte[101]));
            case "/drip" -> {
                request.response().setChunked(true);
                VERTX.setPeriodic(100, _ -> request.response().write("x"));
            }
            case "/echo" ->
                request.body()
                        .onSuccess(body -> request.response()
                                .setStatusCode(
                                        body.toString().equals("{\"ü\":1}")
                                                        && "a".equals(request.getHeader("webhook-id"))
                                                        && "application/json".equals(request.getHeader("content-type"))
                                                ? 429
                                                : 500)
                                .putHeader("retry-after", "7")
                                .end());
            default -> request.response().setStatusCode(404).end();
        }
    }

    private static int listen(HttpServerOptions options) {
        HttpServer server = VERTX.createHttpServer(options.setHost("127.0.0.1").setPort(0))
                .requestHandler(VertxOutboundClientTest::answer);
        return await(server.listen()).actualPort();
    }

    private static String selfSigned(String host) throws IOException, InterruptedException {
        Path store = directory.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        return store.toString();
    }

    private static URI plain(String host, String path) {
        return URI.create("http://" + host + ":" + plainPort + path);
    }

    private static URI encrypted(String host) {
        return URI.create("https://" + host + ":" + encryptedPort + "/host");
    }

    private static String text(byte[] bytes) {
        return Buffer.buffer(bytes).toString();
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
