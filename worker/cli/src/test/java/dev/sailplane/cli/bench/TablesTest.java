package dev.sailplane.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.cli.bench.JobTimes.Wait;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
    @Test
    void aPercentileIsTheSmallestNumberThatSoManyDoNotExceed() {
        Samples samples = new Samples();
        List.of(5.0, 1.0, 4.0, 2.0, 3.0).forEach(samples::add);

        assertThat(samples.median()).isEqualTo(3);
        assertThat(samples.percentile(20)).isEqualTo(1);
        assertThat(samples.percentile(95)).isEqualTo(5);
        assertThat(new Samples().median()).isNaN();
    }

    @Test
    void saysHowManyPicturesFollowFromARowsTime() {
        RowTiming timing = new RowTiming("stickers base", "fp32", 4, 0.005, 0.5, 50);

        assertThat(timing.line())
                .isEqualTo("stickers base                     fp32      4       5.000          50 %     4.000")
                .hasSameSizeAs(RowTiming.HEADING);
    }

    @Test
    void saysWhatShareOfAStepAndOfTheTimeACheckpointTakes() {
        CheckpointTiming timing = new CheckpointTiming("base", 3500, 0.010, 0.0001);
        CheckpointTiming withoutSteps = new CheckpointTiming("full-size base, no steps", 49_000, Double.NaN, 0.0001);

        assertThat(timing.line())
                .contains("  10.000  ", "0.1000", "  1.000 %", "  0.0020 %")
                .hasSameSizeAs(CheckpointTiming.HEADING);
        assertThat(withoutSteps.line()).doesNotContain("NaN").hasSameSizeAs(CheckpointTiming.HEADING);
    }

    @Test
    void setsTheTwoOrdersSideBySideAndSaysWhatWasCutOff() {
        SchedulingTable table = new SchedulingTable(times(0.5, 1, 8), times(4, 5, 7));
        table.oneAtATime().cutOff();

        assertThat(table.lines())
                .containsExactly(
                        "seconds from arrival                     together      one at a time            ratio",
                        "                          jobs       p50      p95       p50      p95      p50     p95",
                        "short jobs: first step       1     0.500    0.500     4.000    4.000     8.00    8.00",
                        "short jobs: end              1     1.000    1.000     5.000    5.000     5.00    5.00",
                        "long jobs: end               1     8.000    8.000     7.000    7.000     0.88    0.88",
                        "all jobs, a run              1    10.000   10.000    10.000   10.000     1.00    1.00",
                        "one at a time: 1 jobs had not ended at the limit; they count as if they had, or, not yet come,"
                                + " not at all");
    }

    private static JobTimes times(double firstStep, double end, double longEnd) {
        JobTimes times = new JobTimes();
        times.of(Wait.SHORT_FIRST_STEP).add(firstStep);
        times.of(Wait.SHORT_END).add(end);
        times.of(Wait.LONG_END).add(longEnd);
        times.runEnded(10);
        return times;
    }
}
