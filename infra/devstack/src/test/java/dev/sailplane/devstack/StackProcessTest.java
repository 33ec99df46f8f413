package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackProcessTest {
    private static final String COUNT_AND_WAIT = "echo started >> \"$STARTS\"; exec sleep 60";

    private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();

    @TempDir
    private Path folder;

    @Test
    void tellsTheEndOfTheLogWhenItDoesNotStart() {
        StackProcess process = process("echo no such disk; exit 3", _ -> false);
        assertThatThrownBy(process::start)
                .isInstanceOf(DevStackException.class)
                .hasMessageContaining("part ended with status 3")
                .hasMessageContaining("no such disk");
    }

    @Test
    void isStartedAgainAfterACrashAndSaysSo() throws InterruptedException {
        StackProcess process = process(COUNT_AND_WAIT, _ -> starts() > 0);
        process.start();
        process.kill();
        assertThat(reports.poll(5, TimeUnit.SECONDS)).contains("part ended with status 137", "started again");
        await().atMost(Duration.ofSeconds(10)).until(() -> starts() == 2);
        process.stop();
    }

    @Test
    void isNotStartedAgainAfterItWasStopped() {
        StackProcess process = process(COUNT_AND_WAIT, _ -> starts() > 0);
        process.start();
        process.stop();
        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(4)).until(() -> starts() == 1);
        assertThat(reports).isEmpty();
    }

    private StackProcess process(String script, Readiness readiness) {
        return new StackProcess(
                new StackProcess.Plan(
                        "part",
                        List.of("/bin/sh", "-c", script),
                        Map.of("STARTS", startsFile().toString()),
                        folder.resolve("part.log"),
                        readiness),
                Duration.ofSeconds(2),
                reports::add);
    }

    private Path startsFile() {
        return folder.resolve("starts");
    }

    private long starts() {
        try {
            return Files.exists(startsFile()) ? Files.readAllLines(startsFile()).size() : 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
