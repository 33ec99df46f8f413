package dev.sailplane.worker.spot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class SpotWatchTest {
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger actions = new AtomicInteger();

    @TempDir
    Path folder;

    @Test
    void actsOnceWhenTheFileAppears() throws Exception {
        Path file = folder.resolve("leave");
        SpotWatch watch =
                new SpotWatch(List.of(this::looked, new FileSpotNotice(file)), INTERVAL, actions::incrementAndGet);
        await().until(() -> looks.get() > 3);
        assertThat(actions).hasValue(0);

        Files.createFile(file);

        await().until(() -> actions.get() == 1);
        int last = looks.get();
        Thread.sleep(INTERVAL.multipliedBy(10));
        assertThat(looks).hasValue(last);
        watch.close();
        assertThat(actions).hasValue(1);
    }

    @Test
    void looksNoMoreWhenClosed() throws Exception {
        Path file = folder.resolve("leave");
        SpotWatch watch =
                new SpotWatch(List.of(this::looked, new FileSpotNotice(file)), INTERVAL, actions::incrementAndGet);
        await().until(() -> looks.get() > 0);

        watch.close();
        Thread.sleep(INTERVAL.multipliedBy(10));
        Files.createFile(file);
        Thread.sleep(INTERVAL.multipliedBy(10));

        assertThat(actions).hasValue(0);
    }

    private boolean looked() {
        looks.incrementAndGet();
        return false;
    }
}
