package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadJobsIT {
    @TempDir
    private Path folder;

    @Test
    void aShortRunFollowsJobsToTheirWebhooksAndNoneFails() throws IOException, InterruptedException {
        SailplaneProcess load = SailplaneProcess.start(
                folder,
                "load",
                "jobs",
                "--rate",
                "2",
                "--seconds",
                "3",
                "--warm-up",
                "1",
                "--backlog",
                "4",
                "--slots",
                "2");
        assertThat(load.await()).as(load.said()).isZero();

        List<String> lines = load.printed().lines().toList();
        assertThat(lines).hasSize(13);
        assertThat(lines.getFirst())
                .startsWith("1 API, 1 worker of 2 slots that draws nothing")
                .contains(" cores");
        assertThat(lines.get(1)).contains("jobs/s", "p50", "p95", "p99", "errors");
        assertThat(lines.get(2)).startsWith("single jobs, 2/s ").endsWith(" 0");
        assertThat(lines.get(7)).startsWith("jobs, peak, 4 under way ").endsWith(" 0");
        assertThat(lines.getLast()).matches("processor time a job at the peak.* kafka [1-9].* load .* together .*");
        assertThat(lines.subList(1, 12))
                .allMatch(line -> line.length() == lines.get(1).length());
    }

    @Test
    void namesTheOptionThatIsOutOfRange() throws IOException, InterruptedException {
        SailplaneProcess load = SailplaneProcess.start(folder, "load", "jobs", "--slots", "101");

        assertThat(load.await()).isEqualTo(2);
        assertThat(load.said()).contains("--slots is 1 to 100, not 101");
    }
}
