package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.contract.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ProgressTellerTest {
    private final FakeJobEvents events = new FakeJobEvents();
    private Instant now = Instant.EPOCH;
    private final ProgressTeller teller = new ProgressTeller(TestJobs.ID, 1, events, () -> now);

    @Test
    void tellsTwiceASecondAtMost() {
        for (int step = 1; step < 100; step++) {
            now = now.plus(Duration.ofMillis(100));
            teller.step(new EngineStep("base", step, 100, step / 110.0));
        }

        assertThat(events.of(JobEvent.Progress.class))
                .hasSize(20)
                .first()
                .isEqualTo(new JobEvent.Progress(TestJobs.ID, 1, 1 / 110.0, "base", 1, 100, OptionalDouble.empty()));
    }

    @Test
    void neverLeavesOutTheEndOfAStage() {
        teller.step(new EngineStep("base", 1, 2, 0.25));
        teller.step(new EngineStep("base", 2, 2, 0.5));
        teller.step(new EngineStep("upsampling", 1, 2, 0.75));
        teller.step(new EngineStep("upsampling", 2, 2, 1));

        assertThat(events.of(JobEvent.Progress.class))
                .extracting(JobEvent.Progress::fraction)
                .containsExactly(0.25, 0.5, 1.0);
    }
}
