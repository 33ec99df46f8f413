package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sailplane.devstack.chaos.Blow;
import dev.sailplane.devstack.chaos.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a process that writes a line every 20 ms. */
class StackMemberTest {
    @TempDir
    private Path folder;

    private StackProcess process;
    private StackMember member;

    @BeforeEach
    void start() {
        process = new StackProcess(
                new StackProcess.Plan(
                        "writer",
                        List.of("/bin/sh", "-c", "while :; do echo line; sleep 0.02; done"),
                        Map.of(),
                        folder.resolve("log"),
                        _ -> lines() > 0),
                Duration.ofSeconds(1),
                _ -> {});
        process.start();
        member = new StackMember(process, Role.WORKER);
    }

    @AfterEach
    void stop() {
        member.recover();
        process.stop();
    }

    @Test
    void standsStillWhileFrozenAndGoesOnAfterwards() {
        member.strike(Blow.FREEZE);
        await().atMost(Duration.ofSeconds(5)).until(this::standsStill);
        assertThat(member.isRunning()).isTrue();

        member.recover();
        await().atMost(Duration.ofSeconds(5)).until(() -> !standsStill());
        assertThat(member.ends()).isEmpty();
    }

    @Test
    void isStartedAgainAfterBeingTerminatedOrKilled() {
        long first = pid();
        member.strike(Blow.TERMINATE);
        await().atMost(Duration.ofSeconds(10)).until(() -> member.isRunning() && pid() != first);
        long second = pid();
        member.strike(Blow.KILL);
        await().atMost(Duration.ofSeconds(10)).until(() -> member.isRunning() && pid() != second);

        assertThat(member.ends()).isEqualTo(Map.of(143, 1, 137, 1));
    }

    @Test
    void aFrozenProcessCanBeKilled() {
        long first = pid();
        member.strike(Blow.FREEZE);
        member.strike(Blow.KILL);
        await().atMost(Duration.ofSeconds(10)).until(() -> member.isRunning() && pid() != first);
    }

    @Test
    void tellsTheCpuTimeItHasTaken() {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> member.cpuTime().filter(Duration::isPositive).isPresent());
    }

    private long pid() {
        return process.running().map(ProcessHandle::pid).orElse(0L);
    }

    private boolean standsStill() throws InterruptedException {
        long before = lines();
        Thread.sleep(Duration.ofMillis(300));
        return lines() == before;
    }

    private long lines() {
        try {
            return Files.exists(folder.resolve("log"))
                    ? Files.readAllLines(folder.resolve("log")).size()
                    : 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
