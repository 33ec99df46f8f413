package dev.sailplane.api.fleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.fleet.FleetWork;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A week of a small service, served by fleets that are sized in different ways. With another number of jobs and workers:
 * {@code -Dsailplane.test.simulation.jobs=10000000 -Dsailplane.test.simulation.workers=1000}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetSimulationTest {
    private static final long JOBS = Long.getLong("sailplane.test.simulation.jobs", 40_000);
    private static final int WORKERS = Integer.getInteger("sailplane.test.simulation.workers", 8);
    private static final long SEED = 7;
    private static final double TARGET = 60;
    private static final double JOBS_PER_WORKER = 4;

    private final Workload workload = Workload.ofAWeek(JOBS);
    private final Tally bySeconds = serve(new Autoscaler(rule(FleetWork::deviceSeconds, TARGET)));
    private final Tally byLag = serve(new Autoscaler(rule(FleetWork::queuedJobs, JOBS_PER_WORKER)));
    private final Tally fixedAtMost = serve(Sizing.fixed(WORKERS));
    private final Tally fixedAtMean = serve(Sizing.fixed((int) Math.ceil(bySeconds.nodeHours() / (7 * 24))));

    @BeforeAll
    void print() {
        System.out.println(Tally.header());
        System.out.println(bySeconds.row("device-seconds / 60"));
        System.out.println(byLag.row("queued jobs / 4 (lag)"));
        System.out.println(fixedAtMost.row("fixed, the largest"));
        System.out.println(fixedAtMean.row("fixed, as many node hours"));
    }

    @Test
    void everyJobEndsAndNothingIsLeft() {
        long jobs = fixedAtMost.jobsEnded();
        assertThat(jobs).isGreaterThan(JOBS / 2);
        assertThat(bySeconds.jobsEnded()).isEqualTo(jobs);
        assertThat(byLag.jobsEnded()).isEqualTo(jobs);
        assertThat(bySeconds.workLeft()).isEqualTo(new FleetWork(0, 0, 0, 0));
    }

    @Test
    void spotNodesAreLostAndNoJobWithThem() {
        assertThat(bySeconds.nodesLost()).isPositive();
        assertThat(bySeconds.jobsHandedOver()).isPositive();
    }

    @Test
    void itCostsLessThanTheLargestFleetAndServesBetterThanOneOfTheSameCost() {
        assertThat(bySeconds.nodeHours()).isLessThan(fixedAtMost.nodeHours());
        assertThat(bySeconds.wait(0.95)).isLessThan(fixedAtMean.wait(0.95));
    }

    @Test
    void runningJobsKeepTheirWorkersAsTheyDoNotByLag() {
        assertThat(bySeconds.jobsHandedOver()).isLessThan(byLag.jobsHandedOver());
    }

    private Tally serve(Sizing sizing) {
        return Fleet.serve(workload, sizing, SEED);
    }

    private static Autoscaler.Rule rule(ToDoubleFunction<FleetWork> metric, double target) {
        return new Autoscaler.Rule(metric, target, WORKERS, 0.1);
    }
}
