package dev.sailplane.devstack.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Jobs from submit to webhook, by an API whose workers draw nothing. Ends by itself, also when nobody answers. */
public final class JobRun {
    private static final Duration BETWEEN_PHASES = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 64;
    private static final int RAMP_SHARE = 5; // of a phase's time

    private final URI api;
    private final JobSettings settings;
    private final Window peak;
    private final Duration pause;
    private final Duration patience;

    /**
     * Is to be run against this one; it must be allowed to call 127.0.0.1.
     *
     * @param peak is told when the jobs of the second phase begin to count, and when they no longer do
     */
    public JobRun(URI api, JobSettings settings, Window peak) {
        this(api, settings, peak, BETWEEN_PHASES, PATIENCE);
    }

    JobRun(URI api, JobSettings settings, Window peak, Duration pause, Duration patience) {
        this.api = api;
        this.settings = settings;
        this.peak = peak;
        this.pause = pause;
        this.patience = patience;
    }

    /** Warms up, then measures, telling each result as soon as it is known. Blocking. */
    public void run(Consumer<LoadResult> report) throws InterruptedException {
        Duration time = Duration.ofSeconds(settings.seconds());
        try (Caller caller = new Caller(List.of(api), CONNECTIONS)) {
            JobHooks hooks = new JobHooks(caller);
            if (settings.warmUpSeconds() > 0) {
                phase(caller, hooks).inBacklog("", settings.backlog(), Duration.ZERO, warmUp(), Window.UNWATCHED);
                Thread.sleep(pause);
            }
            phase(caller, hooks)
                    .atRate("single jobs, %d/s".formatted(settings.rate()), settings.rate(), time)
                    .forEach(report);
            Thread.sleep(pause);
            phase(caller, hooks)
                    .inBacklog(
                            "jobs, peak, %,d under way".formatted(settings.backlog()),
                            settings.backlog(),
                            time.dividedBy(RAMP_SHARE),
                            time,
                            peak)
                    .forEach(report);
        }
    }

    private Duration warmUp() {
        return Duration.ofSeconds(settings.warmUpSeconds());
    }

    private JobPhase phase(Caller caller, JobHooks hooks) {
        return new JobPhase(caller, hooks, patience);
    }
}
