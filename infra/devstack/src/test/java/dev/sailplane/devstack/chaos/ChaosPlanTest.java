package dev.sailplane.devstack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChaosPlanTest {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    @Test
    void theSameSeedGivesTheSameFaultsInputsAndJobs() {
        ChaosPlan one = plan(7, 200);
        ChaosPlan other = plan(7, 200);

        assertThat(other.faults()).isEqualTo(one.faults());
        assertThat(other.inputs()).isEqualTo(one.inputs());
        assertThat(jobs(other)).isEqualTo(jobs(one));
    }

    @Test
    void anotherSeedGivesOthers() {
        assertThat(plan(8, 200).faults()).isNotEqualTo(plan(7, 200).faults());
        assertThat(plan(8, 200).inputs()).isNotEqualTo(plan(7, 200).inputs());
        assertThat(jobs(plan(8, 200))).isNotEqualTo(jobs(plan(7, 200)));
    }

    @Test
    void aLongerRunBeginsLikeAShorterOne() {
        assertThat(plan(7, 500).faults().subList(0, 100)).isEqualTo(plan(7, 100).faults());
    }

    @Test
    void aJobDoesNotDependOnThoseAskedForBefore() {
        ChaosPlan plan = plan(7, 1);
        PlannedJob fifth = plan.job(5);
        plan.job(3);

        assertThat(plan.job(5)).isEqualTo(fifth);
    }

    @Test
    void everyRoleIsStruckInEveryWayAndWorkersMostOften() {
        Map<Role, Long> struck =
                plan(7, 1_000).faults().stream().collect(Collectors.groupingBy(Fault::role, Collectors.counting()));

        assertThat(struck.keySet()).containsExactlyInAnyOrder(Role.values());
        assertThat(struck.get(Role.WORKER)).isBetween(500L, 700L);
        for (Role role : Role.values()) {
            assertThat(plan(7, 1_000).faults().stream()
                            .filter(fault -> fault.role() == role)
                            .map(Fault::blow)
                            .distinct())
                    .as(role.toString())
                    .containsExactlyInAnyOrder(Blow.values());
        }
    }

    @Test
    void pausesAreOnAverageAsLongAsAskedFor() {
        assertThat(plan(7, 2_000).faults().stream()
                        .mapToLong(fault -> fault.pause().toMillis())
                        .average()
                        .orElse(0))
                .isBetween(2_900.0, 3_100.0);
    }

    @Test
    void whatDoesNotComeBackByItselfLastsForAWhile() {
        assertThat(plan(7, 1_000).faults())
                .allMatch(fault ->
                        fault.lasting().isPositive() == (fault.blow() == Blow.FREEZE || fault.role() == Role.RECEIVER));
    }

    @Test
    void someJobsAreCanceledSomeAreBatchAndAllKindsOfInputOccur() {
        ChaosPlan plan = plan(7, 1);

        assertThat(jobs(plan).stream().filter(job -> job.cancelAfter().isPresent()))
                .hasSizeBetween(10, 60);
        assertThat(jobs(plan).stream().filter(PlannedJob::batch))
                .hasSizeBetween(jobs(plan).size() / 5, jobs(plan).size() / 2);
        assertThat(plan.inputs().stream().map(DrawingInput::source).distinct())
                .containsExactlyInAnyOrder(DrawingInput.Source.values());
        assertThat(plan.inputs()).allMatch(input -> input.steps() >= 5 && input.steps() <= 20);
    }

    private static List<PlannedJob> jobs(ChaosPlan plan) {
        return IntStream.range(0, 300).mapToObj(plan::job).toList();
    }

    private static ChaosPlan plan(long seed, int kills) {
        return new ChaosPlan(new ChaosSettings(seed, kills, 1, 48, PAUSE));
    }
}
