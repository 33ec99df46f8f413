package dev.sailplane.devstack.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run came to.
 *
 * @param hits faults that hit, by blow and role, as in "kill worker"
 * @param jobs by outcome
 * @param numbers other counts worth knowing
 * @param latencies from acceptance to end of jobs that succeeded, in seconds: p50, p95, max
 * @param findings one a check
 */
public record ChaosReport(
        long seed,
        Duration took,
        Map<String, Integer> hits,
        Map<String, Long> jobs,
        Map<String, Long> numbers,
        Map<String, Double> latencies,
        List<Finding> findings) {
    private static final int SHOWN = 10;

    /** Whether every check holds. */
    public boolean holds() {
        return findings.stream().allMatch(Finding::holds);
    }

    /** As tables. */
    public String text() {
        StringBuilder text = new StringBuilder("seed %d, %d s%n".formatted(seed, took.toSeconds()));
        hits.forEach((what, count) -> text.append("%-44s %8d%n".formatted(what, count)));
        jobs.forEach((what, count) -> text.append("%-44s %8d%n".formatted("jobs " + what, count)));
        numbers.forEach((what, count) -> text.append("%-44s %8d%n".formatted(what, count)));
        latencies.forEach(
                (what, seconds) -> text.append("%-44s %8.1f%n".formatted("seconds to the end, " + what, seconds)));
        text.append("%n%-44s %8s %8s%n".formatted("check", "examined", "wrong"));
        for (Finding finding : findings) {
            text.append("%-44s %8d %8d  %s%n"
                    .formatted(
                            finding.check(),
                            finding.examined(),
                            finding.violations().size(),
                            finding.holds() ? "holds" : "FAILS"));
        }
        return text + failures();
    }

    /** The first violations of each check that fails, with the seed; empty when all hold. */
    public String failures() {
        return findings.stream()
                .filter(finding -> !finding.holds())
                .map(finding -> "seed %d, %s:%n%s%n"
                        .formatted(
                                seed,
                                finding.check(),
                                finding.violations().stream()
                                        .limit(SHOWN)
                                        .map(violation -> "  " + violation)
                                        .collect(Collectors.joining(System.lineSeparator()))))
                .collect(Collectors.joining());
    }
}
