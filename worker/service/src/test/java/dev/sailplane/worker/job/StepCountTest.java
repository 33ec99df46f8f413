package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StepCountTest {
    @Test
    void countsTheStepsOfBothStages() {
        StepCount count = new StepCount(0);

        assertThat(count.after(step("base", 10, 10))).isEqualTo(10);
        assertThat(count.after(step("upsampling", 3, 5))).isEqualTo(13);
    }

    @Test
    void knowsInTheSecondStageWhatEarlierAttemptsDid() {
        StepCount count = new StepCount(12);

        assertThat(count.after(step("upsampling", 3, 5))).isEqualTo(13);
        assertThat(count.after(step("upsampling", 4, 5))).isEqualTo(14);
    }

    @Test
    void startsAnewWithAnEngineThatDoes() {
        assertThat(new StepCount(12).after(step("base", 1, 10))).isEqualTo(1);
    }

    private static EngineStep step(String stage, int step, int steps) {
        return new EngineStep(stage, step, steps, 0.5, Map.of(), List::of, WorkInProgress.NONE);
    }
}
