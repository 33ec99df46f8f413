package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.contract.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class TimeLeftTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-6);

    private final Paces paces = new Paces();
    private Instant now = Instant.EPOCH;

    @Test
    void saysNothingBeforeItHasMeasured() {
        assertThat(timeLeft(TestJobs.job()).after(base(1, 10, 0))).isEmpty();
    }

    @Test
    void followsTheRunningJobsOwnPace() {
        TimeLeft timeLeft = timeLeft(TestJobs.job());
        timeLeft.after(base(1, 10, 0));

        assertThat(seconds(timeLeft, base(2, 10, 0), 2)).isCloseTo(16, CLOSE);
        assertThat(seconds(timeLeft, base(3, 10, 0), 2)).isCloseTo(14, CLOSE);
    }

    @Test
    void doesNotGuessTheTimeOfAStageItNeverSaw() {
        TimeLeft timeLeft = timeLeft(TestJobs.job());
        timeLeft.after(base(1, 10, 5));
        now = now.plusSeconds(2);

        assertThat(timeLeft.after(base(2, 10, 5))).isEmpty();
    }

    @Test
    void knowsFromAnEarlierJobHowLongTheNextStageTakes() {
        TimeLeft earlier = timeLeft(TestJobs.job());
        earlier.after(base(1, 2, 2));
        seconds(earlier, upsampling(1, 2), 7);
        seconds(earlier, upsampling(2, 2), 3);
        TimeLeft later = timeLeft(TestJobs.job());
        later.after(base(1, 10, 5));

        assertThat(seconds(later, base(2, 10, 5), 2)).isCloseTo(8 * 2 + 5 * 3, CLOSE);
    }

    @Test
    void knowsFromAnEarlierJobAtTheFirstStep() {
        TimeLeft earlier = timeLeft(TestJobs.job());
        earlier.after(base(1, 2, 0));
        seconds(earlier, base(2, 2, 0), 2);

        assertThat(timeLeft(TestJobs.job()).after(base(1, 10, 0))).isEqualTo(OptionalDouble.of(18));
    }

    @Test
    void doesNotTakeOnePictureForTwo() {
        TimeLeft earlier = timeLeft(TestJobs.job());
        earlier.after(base(1, 2, 0));
        seconds(earlier, base(2, 2, 0), 2);

        Job two = TestJobs.job(TestJobs.input(2, Optional.empty()));

        assertThat(timeLeft(two).after(base(1, 10, 0))).isEmpty();
    }

    @Test
    void forgetsAnOutlierStepByStep() {
        TimeLeft timeLeft = timeLeft(TestJobs.job());
        timeLeft.after(base(1, 100, 0));
        seconds(timeLeft, base(2, 100, 0), 60);
        double afterOutlier = seconds(timeLeft, base(3, 100, 0), 1);
        double later = 0;
        for (int step = 4; step < 40; step++) {
            later = seconds(timeLeft, base(step, 100, 0), 1);
        }

        assertThat(afterOutlier).isGreaterThan(1_000);
        assertThat(later).isBetween(61.0, 70.0);
    }

    @Test
    void hasNothingLeftAtTheEnd() {
        assertThat(timeLeft(TestJobs.job()).after(base(1, 1, 0))).isEqualTo(OptionalDouble.of(0));
    }

    @Test
    void remembersABoundedNumberOfKinds() {
        for (int index = 0; index <= Paces.REMEMBERED; index++) {
            paces.measure(work(index), 1);
        }

        assertThat(paces.secondsPerStep(work(0))).isEmpty();
        assertThat(paces.secondsPerStep(work(1))).isEqualTo(OptionalDouble.of(1));
    }

    private TimeLeft timeLeft(Job job) {
        return new TimeLeft(job, paces, () -> now);
    }

    private double seconds(TimeLeft timeLeft, EngineStep step, int took) {
        now = now.plus(Duration.ofSeconds(took));
        return timeLeft.after(step).orElse(Double.NaN);
    }

    private static Paces.Work work(int index) {
        return new Paces.Work("a/b", "base", index, OptionalInt.empty());
    }

    private static EngineStep base(int step, int steps, int ahead) {
        Map<String, Integer> stages = ahead == 0 ? Map.of() : Map.of("upsampling", ahead);
        return new EngineStep(
                "base", step, steps, (double) step / (steps + ahead), stages, List::of, WorkInProgress.NONE);
    }

    private static EngineStep upsampling(int step, int steps) {
        return new EngineStep("upsampling", step, steps, 1, Map.of(), List::of, WorkInProgress.NONE);
    }
}
