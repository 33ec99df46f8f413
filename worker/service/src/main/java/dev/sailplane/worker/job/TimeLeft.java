package dev.sailplane.worker.job;

import dev.sailplane.contract.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Measures a job's steps and says when it will be done. For one thread. */
final class TimeLeft {
    private static final double NANOSECONDS = 1e9;

    private final Job job;
    private final Paces paces;
    private final InstantSource clock;
    private @Nullable EngineStep previous;
    private Instant previousAt = Instant.MIN;

    TimeLeft(Job job, Paces paces, InstantSource clock) {
        this.job = job;
        this.paces = paces;
        this.clock = clock;
    }

    /** Seconds until the whole job is done; empty while the pace of a stage to come is unknown. */
    OptionalDouble after(EngineStep step) {
        measure(step);
        double left = seconds(step.stage(), step.steps() - step.step());
        for (Map.Entry<String, Integer> stage : step.ahead().entrySet()) {
            left += seconds(stage.getKey(), stage.getValue());
        }
        return Double.isNaN(left) ? OptionalDouble.empty() : OptionalDouble.of(left);
    }

    // The first step of a stage is not measured: the time before it went into other things as well.
    private void measure(EngineStep step) {
        Instant now = clock.instant();
        if (previous != null && previous.stage().equals(step.stage()) && step.step() > previous.step()) {
            double seconds = Duration.between(previousAt, now).toNanos() / NANOSECONDS;
            paces.measure(Paces.Work.of(job, step.stage()), seconds / (step.step() - previous.step()));
        }
        previous = step;
        previousAt = now;
    }

    private double seconds(String stage, int steps) {
        return steps == 0
                ? 0
                : steps * paces.secondsPerStep(Paces.Work.of(job, stage)).orElse(Double.NaN);
    }
}
