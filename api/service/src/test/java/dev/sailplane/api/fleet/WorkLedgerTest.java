package dev.sailplane.api.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sailplane.api.job.Sample;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.OutputOptions;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WorkLedgerTest {
    private static final double FIRST_GUESS = 10;
    private final WorkLedger ledger = new WorkLedger(FIRST_GUESS);

    @Test
    void nothingToDoIsNoWork() {
        assertThat(ledger.work()).isEqualTo(new FleetWork(0, 0, 0, 0));
    }

    @Test
    void aPictureCountsWithTheFirstGuessUntilOneIsDone() {
        ledger.queued(job(1, 3, OptionalInt.empty()));

        assertThat(ledger.work()).isEqualTo(new FleetWork(1, 0, 3 * FIRST_GUESS, 0));
    }

    @Test
    void whatEndedJobsTookIsExpectedOfTheNext() {
        done(job(1, 2, OptionalInt.empty()), OptionalInt.of(25), 8);
        ledger.queued(job(2, 1, OptionalInt.empty()));
        ledger.queued(job(3, 1, OptionalInt.of(50)));

        // 4 s a picture of 25 steps, so 8 s one of 50.
        assertThat(ledger.work().queuedDeviceSeconds()).isEqualTo(4 + 8, within(1e-9));
    }

    @Test
    void aSizeTellsNothingOfAnother() {
        done(job(1, 1, OptionalInt.empty()), OptionalInt.of(25), 8);
        Job large = withSize(job(2, 1, OptionalInt.empty()), 256);
        ledger.queued(large);

        assertThat(ledger.work().queuedDeviceSeconds()).isEqualTo(FIRST_GUESS);
    }

    @Test
    void theNewestJobsTellMost() {
        for (int number = 0; number < 50; number++) {
            done(job(number, 1, OptionalInt.of(10)), OptionalInt.of(10), number < 25 ? 100 : 1);
        }
        ledger.queued(job(99, 1, OptionalInt.of(10)));

        assertThat(ledger.work().deviceSeconds()).isBetween(1.0, 2.0);
    }

    @Test
    void aRunningJobCountsWithWhatIsLeft() {
        Job job = job(1, 1, OptionalInt.empty());
        ledger.queued(job);

        ledger.running(job, 0);
        assertThat(ledger.work()).isEqualTo(new FleetWork(0, 1, 0, FIRST_GUESS));
        ledger.running(job, 0.75);
        assertThat(ledger.work().runningDeviceSeconds()).isEqualTo(0.25 * FIRST_GUESS, within(1e-9));
    }

    @Test
    void aJobThatIsNotStoredYetIsStillWork() {
        Job job = job(1, 1, OptionalInt.empty());
        ledger.queued(job);
        ledger.running(job, 1);

        assertThat(ledger.work().deviceSeconds()).isPositive();
    }

    @Test
    void aJobThatBeginsAnewCountsWhole() {
        Job job = job(1, 1, OptionalInt.empty());
        ledger.queued(job);
        ledger.running(job, 0.9);
        ledger.running(job, 0);

        assertThat(ledger.work()).isEqualTo(new FleetWork(0, 1, 0, FIRST_GUESS));
    }

    /** Whatever jobs of whatever kinds do: once all have ended, nothing is left, to the bit. */
    @Property
    void nothingIsLeftWhenAllHaveEnded(@ForAll @IntRange(min = 1, max = 40) int jobs, @ForAll int chance) {
        WorkLedger any = new WorkLedger(FIRST_GUESS);
        for (int number = 0; number < jobs; number++) {
            any.queued(job(number, 1 + number % 3, steps(number)));
        }
        for (int number = 0; number < jobs; number++) {
            Job job = job(number, 1 + number % 3, steps(number));
            int fate = Math.floorMod(chance + number, 4);
            if (fate > 0) {
                any.running(job, 0.5);
            }
            if (fate > 1) {
                any.succeeded(job, OptionalInt.of(20), number);
            } else {
                any.ended(job);
            }
        }
        assertThat(any.work()).isEqualTo(new FleetWork(0, 0, 0, 0));
    }

    private static OptionalInt steps(int number) {
        return number % 2 == 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private void done(Job job, OptionalInt stepsTaken, double deviceSeconds) {
        ledger.queued(job);
        ledger.running(job, 0.5);
        ledger.succeeded(job, stepsTaken, deviceSeconds);
    }

    private static Job job(int number, int pictures, OptionalInt steps) {
        return with(Sample.job(number), pictures, OptionalInt.of(64), steps);
    }

    private static Job withSize(Job job, int size) {
        return with(
                job, job.input().numOutputs(), OptionalInt.of(size), job.input().numInferenceSteps());
    }

    private static Job with(Job job, int pictures, OptionalInt size, OptionalInt steps) {
        GenerationInput input = new GenerationInput(
                "a red ring",
                "",
                7,
                pictures,
                size,
                steps,
                OptionalInt.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OutputOptions.PLAIN,
                Optional.empty(),
                Set.of());
        return new Job(
                job.id(),
                job.tenant(),
                job.model(),
                job.version(),
                input,
                job.webhook(),
                job.createdAt(),
                job.deadline(),
                job.fingerprint(),
                job.priority(),
                job.traceparent());
    }
}
