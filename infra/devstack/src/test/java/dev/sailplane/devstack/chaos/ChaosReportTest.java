package dev.sailplane.devstack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChaosReportTest {
    private static final Finding GOOD = new Finding("all is well", 3, List.of());

    @Test
    void namesTheSeedAndEachCheckWithItsCounts() {
        ChaosReport report = report(GOOD);

        assertThat(report.holds()).isTrue();
        assertThat(report.text())
                .startsWith("seed 42, 90 s")
                .containsPattern("worker: kill +12\n")
                .containsPattern("all is well +3 +0 +holds");
    }

    @Test
    void aFailingCheckMakesTheRunFailAndIsToldWithTheSeedAndSomeExamples() {
        List<String> many = IntStream.range(0, 50).mapToObj(i -> "job " + i).toList();
        ChaosReport report = report(GOOD, new Finding("no job is lost", 50, many));

        assertThat(report.holds()).isFalse();
        assertThat(report.text()).containsPattern("no job is lost +50 +50 +FAILS");
        assertThat(report.failures())
                .contains("seed 42, no job is lost:", "job 9")
                .doesNotContain("all is well", "job 10");
    }

    private static ChaosReport report(Finding... findings) {
        return new ChaosReport(
                42,
                Duration.ofSeconds(90),
                Map.of("worker: kill", 12),
                Map.of("accepted", 50L),
                Map.of(),
                Map.of("p50", 2.5),
                List.of(findings));
    }
}
