package dev.sailplane.devstack.chaos;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Counts what a run came to. */
final class Accounts {
    private final Evidence evidence;
    private final List<Fault> hits;
    private final int late;
    private final Collection<Receiver.Told> told;

    Accounts(Evidence evidence, List<Fault> hits, int late, Collection<Receiver.Told> told) {
        this.evidence = evidence;
        this.hits = List.copyOf(hits);
        this.late = late;
        this.told = told;
    }

    ChaosReport report(long seed, Duration took, List<Finding> findings) {
        return new ChaosReport(seed, took, faults(), jobs(), numbers(), latencies(), findings);
    }

    private Map<String, Integer> faults() {
        return hits.stream()
                .collect(Collectors.toMap(
                        fault -> fault.role() + ": " + fault.blow(), _ -> 1, Integer::sum, TreeMap::new));
    }

    private Map<String, Long> jobs() {
        Map<String, Long> jobs = new TreeMap<>(evidence.jobs().stream()
                .filter(job -> !job.job().isQuiet())
                .collect(Collectors.groupingBy(job -> job.first().status(), Collectors.counting())));
        jobs.put("accepted", disturbed());
        jobs.putIfAbsent("failed", 0L);
        return jobs;
    }

    private long disturbed() {
        return evidence.jobs().stream().filter(job -> !job.job().isQuiet()).count();
    }

    private Map<String, Long> numbers() {
        Map<String, Long> numbers = new TreeMap<>();
        numbers.put(
                "redeliveries (attempts beyond the first)",
                sum(job -> job.trail().redeliveries()));
        numbers.put("orders repeated after the faults", (long) late);
        numbers.put("starts told", sum(job -> job.trail().starts()));
        numbers.put(
                "closing events beyond the first",
                sum(job -> Math.max(0, job.trail().closings() - 1)));
        numbers.put(
                "acceptances beyond the first",
                sum(job -> Math.max(0, job.trail().acceptances() - 1)));
        numbers.put(
                "webhook deliveries beyond the first",
                told.stream().mapToLong(job -> job.deliveries() - 1).sum());
        return numbers;
    }

    private long sum(ToLongFunction<JobEvidence> count) {
        return evidence.jobs().stream().mapToLong(count).sum();
    }

    private Map<String, Double> latencies() {
        Histogram millis = new Histogram(TimeUnit.DAYS.toMillis(1), 3);
        evidence.jobs().stream()
                .filter(job -> !job.job().isQuiet() && job.is("succeeded"))
                .map(job -> job.first().took())
                .flatMap(Optional::stream)
                .forEach(took -> millis.recordValue(Math.max(0, took.toMillis())));
        Map<String, Double> latencies = new TreeMap<>();
        latencies.put("p50", millis.getValueAtPercentile(50) / 1e3);
        latencies.put("p95", millis.getValueAtPercentile(95) / 1e3);
        latencies.put("max", millis.getMaxValue() / 1e3);
        return latencies;
    }
}
