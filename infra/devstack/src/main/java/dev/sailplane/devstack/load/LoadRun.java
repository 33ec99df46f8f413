package dev.sailplane.devstack.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Submits and reads, spread evenly over an API's replicas. Ends by itself, also when nobody answers. */
public final class LoadRun {
    /** So that no phase bears the backlog of the last, and every replica has heard of the jobs that the others took. */
    private static final Duration BETWEEN_PHASES = Duration.ofSeconds(2);

    private final List<URI> replicas;
    private final LoadSettings settings;
    private final Duration pause;
    private final RecentJobs jobs = new RecentJobs();

    /** Is to be run against these. */
    public LoadRun(List<URI> replicas, LoadSettings settings) {
        this(replicas, settings, BETWEEN_PHASES);
    }

    LoadRun(List<URI> replicas, LoadSettings settings, Duration pause) {
        this.replicas = List.copyOf(replicas);
        this.settings = settings;
        this.pause = pause;
    }

    /** Warms up, then measures, telling each result as soon as it is known. Blocking. */
    public void run(Consumer<LoadResult> report) throws InterruptedException {
        Duration time = Duration.ofSeconds(settings.seconds());
        String connections = ", %,d connections".formatted(settings.connections());
        try (Caller caller = new Caller(replicas, settings.connections())) {
            warmUp(caller, Duration.ofSeconds(settings.warmUpSeconds()));
            Tally steady = submits(caller).atRate(settings.rate(), time);
            report.accept(steady.result(String.format(Locale.ROOT, "submits, %,d/s", settings.rate())));
            Thread.sleep(pause);
            Tally peak = submits(caller).onConnections(settings.connections(), time);
            report.accept(peak.result("submits, peak" + connections));
            Thread.sleep(pause);
            Tally reads = reads(caller).onConnections(settings.connections(), time);
            report.accept(reads.result("reads of a job, peak" + connections));
        }
    }

    private void warmUp(Caller caller, Duration time) throws InterruptedException {
        if (time.isZero()) {
            return;
        }
        submits(caller).onConnections(settings.connections(), time);
        Thread.sleep(pause);
        reads(caller).onConnections(settings.connections(), time);
        Thread.sleep(pause);
    }

    private Phase submits(Caller caller) {
        return new Phase(caller, Call::submit, jobs::add);
    }

    private Phase reads(Caller caller) {
        if (jobs.isEmpty()) {
            throw new IllegalStateException("no job was accepted, so there is none to ask for");
        }
        return new Phase(caller, jobs::status, _ -> {});
    }
}
