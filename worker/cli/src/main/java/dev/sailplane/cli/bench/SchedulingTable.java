package dev.sailplane.cli.bench;

import dev.sailplane.cli.bench.JobTimes.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Both orders side by side, seconds, and how many times as long the one job at a time takes. */
record SchedulingTable(JobTimes together, JobTimes oneAtATime) {
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-24s %5s  %17s  %17s  %15s",
                "seconds from arrival",
                "",
                "together",
                "one at a time",
                "ratio"));
        lines.add(String.format(
                Locale.ROOT,
                "%-24s %5s  %8s %8s  %8s %8s  %7s %7s",
                "",
                "jobs",
                "p50",
                "p95",
                "p50",
                "p95",
                "p50",
                "p95"));
        for (Wait wait : Wait.values()) {
            lines.add(line(wait.title(), together.of(wait), oneAtATime.of(wait)));
        }
        lines.add(line("all jobs, a run", together.lengths(), oneAtATime.lengths()));
        addCutOffs(lines, "together", together);
        addCutOffs(lines, "one at a time", oneAtATime);
        return lines;
    }

    private static String line(String title, Samples one, Samples other) {
        return String.format(
                Locale.ROOT,
                "%-24s %5d  %8.3f %8.3f  %8.3f %8.3f  %7.2f %7.2f",
                title,
                one.count(),
                one.median(),
                one.percentile(95),
                other.median(),
                other.percentile(95),
                other.median() / one.median(),
                other.percentile(95) / one.percentile(95));
    }

    private static void addCutOffs(List<String> lines, String order, JobTimes times) {
        if (times.unfinished() > 0) {
            lines.add("%s: %d jobs had not ended at the limit; they count as if they had, or, not yet come, not at all"
                    .formatted(order, times.unfinished()));
        }
    }
}
