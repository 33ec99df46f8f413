package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadIT {
    @TempDir
    private Path folder;

    @Test
    void aShortRunMeasuresEachPhaseAndNoRequestFails() throws IOException, InterruptedException {
        SailplaneProcess load = SailplaneProcess.start(
                folder, "load", "--rate", "20", "--seconds", "2", "--warm-up", "1", "--connections", "2");
        assertThat(load.await()).as(load.said()).isZero();

        List<String> lines = load.printed().lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst()).startsWith("2 APIs").contains(" cores");
        assertThat(lines.get(1)).contains("req/s", "p50", "p95", "p99.9", "max", "errors");
        assertThat(lines.get(2)).startsWith("submits, 20/s ").endsWith(" 0");
        assertThat(lines.get(3)).startsWith("submits, peak, 2 connections ").endsWith(" 0");
        assertThat(lines.get(4))
                .startsWith("reads of a job, peak, 2 connections ")
                .endsWith(" 0");
        assertThat(lines.subList(1, 5))
                .allMatch(line -> line.length() == lines.get(1).length());
    }
}
