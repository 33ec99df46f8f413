package dev.sailplane.worker.spot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class HttpSpotNoticeTest {
    private static final String TOKEN = "a-token";

    private HttpServer server;
    private volatile int status = 404;
    private volatile boolean tokenNeeded;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/notice", this::answer);
        server.createContext("/token", HttpSpotNoticeTest::giveToken);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isGivenWhenTheAddressAnswers() throws Exception {
        SpotNotice notice = new HttpSpotNotice(address("/notice"), Optional.empty());
        assertThat(notice.given()).isFalse();

        status = 200;

        assertThat(notice.given()).isTrue();
    }

    @Test
    void showsATokenThatItFetchesByPut() throws Exception {
        status = 200;
        tokenNeeded = true;

        assertThat(new HttpSpotNotice(address("/notice"), Optional.empty()).given())
                .isFalse();
        assertThat(new HttpSpotNotice(address("/notice"), Optional.of(address("/token"))).given())
                .isTrue();
    }

    @Test
    void isNotGivenByAnAddressThatFails() throws Exception {
        status = 500;
        SpotNotice notice = new HttpSpotNotice(address("/notice"), Optional.empty());
        assertThat(notice.given()).isFalse();

        server.stop(0);

        assertThat(notice.given()).isFalse();
    }

    @Test
    void doesNotWaitForAnAddressThatIsSilent() throws Exception {
        status = -1;
        Instant start = Instant.now();

        assertThat(new HttpSpotNotice(address("/notice"), Optional.empty()).given())
                .isFalse();

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (status < 0) {
            return; // never
        }
        boolean shown = TOKEN.equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"));
        exchange.sendResponseHeaders(tokenNeeded && !shown ? 401 : status, -1);
        exchange.close();
    }

    private static void giveToken(HttpExchange exchange) throws IOException {
        boolean proper = exchange.getRequestMethod().equals("PUT")
                && exchange.getRequestHeaders().containsKey("X-aws-ec2-metadata-token-ttl-seconds");
        byte[] body = (proper ? TOKEN : "").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(proper ? 200 : 400, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
