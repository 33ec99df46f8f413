package dev.sailplane.devstack;

import dev.sailplane.devstack.load.Window;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a job takes of the processor, by process, at the peak: on a machine that all of them share, the rate alone says
 * nothing of what one of them could do. For one thread.
 */
final class ProcessorTime implements Window {
    private static final double NANOSECONDS_PER_MILLISECOND = 1e6;

    private final Map<String, ProcessHandle> processes;
    private Map<String, Duration> before = Map.of();
    private Map<String, Double> perJob = Map.of();

    private ProcessorTime(Map<String, ProcessHandle> processes) {
        this.processes = processes;
    }

    /** Of all that runs at this moment, this process included. */
    static ProcessorTime of(DevStack stack) {
        Map<String, ProcessHandle> processes = new LinkedHashMap<>();
        stack.members().forEach(member -> member.running().ifPresent(process -> processes.put(member.name(), process)));
        processes.put("load", ProcessHandle.current());
        return new ProcessorTime(processes);
    }

    @Override
    public void opens() {
        before = now();
    }

    @Override
    public void closes(long jobs) {
        Map<String, Double> spent = new LinkedHashMap<>();
        now().forEach((name, time) -> spent.put(name, milliseconds(time.minus(before.get(name))) / Math.max(1, jobs)));
        perJob = spent;
    }

    /** One line of text. */
    String line() {
        double all = perJob.values().stream().mapToDouble(Double::doubleValue).sum();
        return perJob.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.1f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(
                        ", ",
                        "processor time a job at the peak, in ms: ",
                        String.format(Locale.ROOT, "; together %.1f", all)));
    }

    private Map<String, Duration> now() {
        Map<String, Duration> times = new LinkedHashMap<>();
        processes.forEach((name, process) ->
                times.put(name, process.info().totalCpuDuration().orElse(Duration.ZERO)));
        return times;
    }

    private static double milliseconds(Duration time) {
        return time.toNanos() / NANOSECONDS_PER_MILLISECOND;
    }
}
