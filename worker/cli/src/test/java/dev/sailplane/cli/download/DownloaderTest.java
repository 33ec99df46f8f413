package dev.sailplane.cli.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.cli.download.ScriptedServer.Answer;
import dev.sailplane.cli.download.ScriptedServer.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DownloaderTest {
    private static final int SIZE = 1_000_000;
    private static final Version FIRST = new Version(bytes(1), "\"first\"");
    private static final Version SECOND = new Version(bytes(2), "\"second\"");
    private static final Downloader.Check ANYTHING = file -> {};

    @TempDir
    Path folder;

    private Path target;

    @BeforeEach
    void nameTheTarget() {
        target = folder.resolve("weights.pt");
    }

    @Test
    void fetchesAFile() throws IOException {
        try (ScriptedServer server = new ScriptedServer(FIRST)) {
            fetch(server, ANYTHING);

            assertThat(target).hasBinaryContent(FIRST.content());
            assertThat(folder).isDirectoryNotContaining(file -> !file.equals(target));
        }
    }

    @Test
    void continuesWhereTheConnectionBroke() throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                FIRST, ScriptedServer.cutAfter(FIRST, 400_000), ScriptedServer.cutAfter(FIRST, 300_000))) {
            fetch(server, ANYTHING);

            assertThat(target).hasBinaryContent(FIRST.content());
            assertThat(server.requests()).hasSize(3).last().satisfies(request -> {
                assertThat(request.offset()).isBetween(400_000L, 700_000L);
                assertThat(request.headers()).containsEntry("If-Range", "\"first\"");
            });
        }
    }

    @Test
    void doesNotGiveUpWhileEveryTryBringsSomething() throws IOException {
        Answer[] cuts = new Answer[15];
        Arrays.fill(cuts, ScriptedServer.cutAfter(FIRST, 50_000));
        try (ScriptedServer server = new ScriptedServer(FIRST, cuts)) {
            fetch(server, ANYTHING);

            assertThat(target).hasBinaryContent(FIRST.content());
        }
    }

    @Test
    void continuesInALaterRun() throws IOException {
        Answer[] script = new Answer[12];
        Arrays.fill(script, ScriptedServer.status(503));
        script[0] = ScriptedServer.cutAfter(FIRST, 600_000);
        try (ScriptedServer server = new ScriptedServer(FIRST, script)) {
            assertThatThrownBy(() -> fetch(server, ANYTHING))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("run it again to continue");
            assertThat(target).doesNotExist();

            fetch(server, ANYTHING);

            assertThat(target).hasBinaryContent(FIRST.content());
            assertThat(server.requests())
                    .last()
                    .satisfies(request -> assertThat(request.offset()).isPositive());
        }
    }

    @Test
    void startsOverWhenTheFileChangedInBetween() throws IOException {
        try (ScriptedServer server = new ScriptedServer(FIRST, (request, out) -> {
            ScriptedServer.cutAfter(FIRST, 500_000).write(request, out);
        })) {
            server.publish(SECOND);
            fetch(server, ANYTHING);

            assertThat(target).hasBinaryContent(SECOND.content());
        }
    }

    @Test
    void startsOverWhenAServerContinuesWithAnotherVersion() throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                SECOND, ScriptedServer.cutAfter(FIRST, 500_000), ScriptedServer.cutAfter(SECOND, 100_000))) {
            fetch(server, ANYTHING);

            assertThat(target).hasBinaryContent(SECOND.content());
            assertThat(server.requests().get(1).offset()).isPositive();
            assertThat(server.requests().get(2).offset()).isZero();
        }
    }

    @Test
    void copesWithAServerThatIgnoresRanges() throws IOException {
        Answer always200 = (_, out) -> {
            ScriptedServer.head(out, 200, FIRST, 0, SIZE);
            out.write(FIRST.content());
        };
        try (ScriptedServer server = new ScriptedServer(FIRST, ScriptedServer.cutAfter(FIRST, 500_000), always200)) {
            fetch(server, ANYTHING);

            assertThat(target).hasBinaryContent(FIRST.content());
        }
    }

    @Test
    void waitsForABusyServer() throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(FIRST, ScriptedServer.status(503), ScriptedServer.status(429))) {
            fetch(server, ANYTHING);

            assertThat(target).hasBinaryContent(FIRST.content());
        }
    }

    @Test
    void continuesAfterAServerAnnouncedMoreThanItSent() throws IOException {
        Answer liar = (_, out) -> {
            ScriptedServer.head(out, 200, FIRST, 0, SIZE);
            out.write(FIRST.content(), 0, SIZE / 2);
        };
        try (ScriptedServer server = new ScriptedServer(FIRST, liar)) {
            fetch(server, ANYTHING);

            assertThat(target).hasBinaryContent(FIRST.content());
        }
    }

    @Test
    void refusesARangeThatIsLongerThanTheFile() throws IOException {
        Answer tooMuch = (request, out) -> {
            int rest = SIZE - (int) request.offset();
            ScriptedServer.head(out, 206, FIRST, (int) request.offset(), rest + 1000);
            out.write(FIRST.content(), 0, rest + 1000);
        };
        try (ScriptedServer server = new ScriptedServer(FIRST, ScriptedServer.cutAfter(FIRST, 500_000), tooMuch)) {
            assertThatThrownBy(() -> fetch(server, ANYTHING))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("sends more than 1,000,000 bytes");
            assertThat(target).doesNotExist();
        }
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        Version truncated = new Version(Arrays.copyOf(FIRST.content(), SIZE / 2), "\"first\"");
        try (ScriptedServer server = new ScriptedServer(truncated)) {
            assertThatThrownBy(() -> fetch(server, ANYTHING))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("announces 500,000 bytes; expected are 900,000 to 1,100,000");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void refusesAFileWithoutAnnouncedLengthThatEndsTooEarly() throws IOException {
        Answer unannounced = (_, out) -> {
            ScriptedServer.write(out, "HTTP/1.1 200 x\r\nConnection: close\r\n\r\n");
            out.write(FIRST.content(), 0, SIZE / 2);
        };
        try (ScriptedServer server = new ScriptedServer(FIRST, unannounced)) {
            assertThatThrownBy(() -> fetch(server, ANYTHING))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("has 500,000 bytes; expected are 900,000 to 1,100,000");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void neverWritesMoreThanTheGreatestSize() throws IOException {
        Answer endless = (_, out) -> {
            ScriptedServer.write(out, "HTTP/1.1 200 x\r\nConnection: close\r\n\r\n");
            while (true) {
                out.write(FIRST.content());
            }
        };
        try (ScriptedServer server = new ScriptedServer(FIRST, endless)) {
            assertThatThrownBy(() -> fetch(server, ANYTHING))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("sends more than 1,100,000 bytes");
        }
    }

    @Test
    void continuesWhenAConnectionStalls() throws IOException {
        Answer stalling = (request, out) -> {
            ScriptedServer.cutAfter(FIRST, 500_000).write(request, out);
            out.flush();
            sleep(Duration.ofSeconds(3));
        };
        try (ScriptedServer server = new ScriptedServer(FIRST, stalling)) {
            fetch(server, ANYTHING);

            assertThat(target).hasBinaryContent(FIRST.content());
        }
    }

    @Test
    void deletesAFileThatFailsItsCheck() throws IOException {
        try (ScriptedServer server = new ScriptedServer(FIRST)) {
            assertThatThrownBy(() -> fetch(server, _ -> {
                        throw new DownloadException("has another SHA-256");
                    }))
                    .isInstanceOf(DownloadException.class)
                    .hasMessage("has another SHA-256");
            assertThat(target).doesNotExist();
            assertThat(folder.resolve("weights.pt.part")).doesNotExist();
        }
    }

    @Test
    void doesNotTryAgainWhatIsNotThere() throws IOException {
        try (ScriptedServer server = new ScriptedServer(FIRST, ScriptedServer.status(404))) {
            assertThatThrownBy(() -> fetch(server, ANYTHING))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("answers 404");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void followsRedirectsButNotToPlainHttpElsewhere() throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                FIRST,
                ScriptedServer.status(302, "Location: /moved/weights.pt"),
                ScriptedServer.status(302, "Location: http://192.0.2.1/weights.pt"))) {
            assertThatThrownBy(() -> fetch(server, ANYTHING))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("http://192.0.2.1/weights.pt is not fetched: only https addresses are");
            assertThat(server.requests().get(1).line()).startsWith("GET /moved/weights.pt ");
        }
    }

    @Test
    void fetchesByHttpsOnlyUnlessToldOtherwise() {
        Downloader strict = new Downloader(DownloadSettings.DEFAULT);
        Download download = new Download(URI.create("http://127.0.0.1:9/weights.pt"), target, 1, 2);

        assertThatThrownBy(() -> strict.fetch(download, ANYTHING, TransferListener.NONE))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("only https addresses are");
    }

    @Test
    void saysWhatFailedWhenThereIsNoServer() throws IOException {
        URI nobody;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:%d/weights.pt".formatted(gone.getLocalPort()));
        }

        assertThatThrownBy(() -> fetch(nobody, ANYTHING))
                .isInstanceOf(IOException.class)
                .hasMessage("the connection failed too often (ConnectException); run it again to continue");
    }

    @Test
    void refusesToFetchTheSameFileTwiceAtOnce() throws IOException {
        try (ScriptedServer server = new ScriptedServer(FIRST)) {
            Downloader.Check nested = _ -> fetch(server, ANYTHING);

            assertThatThrownBy(() -> fetch(server, nested))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("is being fetched already");
        }
    }

    private void fetch(ScriptedServer server, Downloader.Check check) throws IOException {
        fetch(server.address(), check);
    }

    private void fetch(URI address, Downloader.Check check) throws IOException {
        DownloadSettings impatient =
                new DownloadSettings(6, Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofMillis(800), true);
        new Downloader(impatient)
                .fetch(new Download(address, target, 900_000, 1_100_000), check, TransferListener.NONE);
    }

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
