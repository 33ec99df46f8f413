package dev.sailplane.worker.job;

import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalDouble;

/** Turns steps into progress events: each step, though ten a second at most, and the last of each stage. For one thread. */
final class ProgressTeller implements EngineListener {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final JobId job;
    private final int attempt;
    private final TimeLeft timeLeft;
    private final JobEvents events;
    private final InstantSource clock;
    private Instant due = Instant.MIN;

    ProgressTeller(JobId job, int attempt, TimeLeft timeLeft, JobEvents events, InstantSource clock) {
        this.job = job;
        this.attempt = attempt;
        this.timeLeft = timeLeft;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void step(EngineStep step) {
        OptionalDouble secondsLeft = timeLeft.after(step);
        Instant now = clock.instant();
        if (step.last() || !now.isBefore(due)) {
            due = now.plus(INTERVAL);
            events.tell(new JobEvent.Progress(
                    job, attempt, step.fraction(), step.stage(), step.step(), step.steps(), secondsLeft));
        }
    }
}
