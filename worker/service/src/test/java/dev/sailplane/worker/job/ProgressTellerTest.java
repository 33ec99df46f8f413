package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.contract.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ProgressTellerTest {
    private final FakeJobEvents events = new FakeJobEvents();
    private Instant now = Instant.EPOCH;
    private final ProgressTeller teller =
            new ProgressTeller(TestJobs.ID, 1, new TimeLeft(TestJobs.job(), new Paces(), () -> now), events, () -> now);

    @Test
    void tellsEverySlowStep() {
        for (int step = 1; step <= 5; step++) {
            now = now.plus(Duration.ofMillis(500));
            teller.step(step("base", step, 8));
        }

        assertThat(events.of(JobEvent.Progress.class))
                .extracting(JobEvent.Progress::step)
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(events.told.getLast())
                .isEqualTo(new JobEvent.Progress(TestJobs.ID, 1, 5 / 8.0, "base", 5, 8, OptionalDouble.of(1.5)));
    }

    @Test
    void tellsTenTimesASecondAtMost() {
        for (int step = 1; step < 100; step++) {
            now = now.plus(Duration.ofMillis(20));
            teller.step(step("base", step, 100));
        }

        assertThat(events.of(JobEvent.Progress.class)).hasSize(20);
    }

    @Test
    void neverLeavesOutTheEndOfAStage() {
        teller.step(step("base", 1, 2));
        teller.step(step("base", 2, 2));
        teller.step(step("upsampling", 1, 2));
        teller.step(step("upsampling", 2, 2));

        assertThat(events.of(JobEvent.Progress.class))
                .extracting(progress -> progress.stage() + " " + progress.step())
                .containsExactly("base 1", "base 2", "upsampling 2");
    }

    private static EngineStep step(String stage, int step, int steps) {
        return new EngineStep(stage, step, steps, (double) step / steps, Map.of(), List::of, WorkInProgress.NONE);
    }
}
