package dev.sailplane.api.metrics;

import dev.sailplane.api.fleet.FleetWork;
import dev.sailplane.api.job.JobView;
import dev.sailplane.contract.Priority;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The work that waits and runs, as gauges; every replica shows the same. */
@Singleton
public final class FleetMetrics implements MeterBinder {
    private static final double MILLISECONDS = 1_000;

    private final JobView view;
    private final Clock clock = Clock.systemUTC();

    /** Shows the view. */
    public FleetMetrics(JobView view) {
        this.view = view;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "sailplane.jobs", "queued", "Jobs that have not ended", FleetWork::queuedJobs);
        gauge(registry, "sailplane.jobs", "running", "Jobs that have not ended", FleetWork::runningJobs);
        String seconds = "Time one device needs for the jobs that have not ended";
        gauge(registry, "sailplane.device.seconds", "queued", seconds, FleetWork::queuedDeviceSeconds);
        gauge(registry, "sailplane.device.seconds", "running", seconds, FleetWork::runningDeviceSeconds);
        for (Priority priority : Priority.values()) {
            Gauge.builder("sailplane.queue.age.seconds", () -> age(priority))
                    .description("How long the eldest job of a line has waited")
                    .tag("priority", priority.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    private void gauge(
            MeterRegistry registry, String name, String state, String description, ToDoubleFunction<FleetWork> value) {
        Gauge.builder(name, () -> value.applyAsDouble(view.work()))
                .description(description)
                .tag("state", state)
                .register(registry);
    }

    private double age(Priority priority) {
        Instant now = clock.instant();
        return view.waitingSince(priority)
                .map(since -> Math.max(0, Duration.between(since, now).toMillis() / MILLISECONDS))
                .orElse(0.0);
    }
}
