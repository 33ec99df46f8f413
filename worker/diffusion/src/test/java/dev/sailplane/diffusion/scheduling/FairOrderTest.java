package dev.sailplane.diffusion.scheduling;

import static dev.sailplane.diffusion.scheduling.Urgency.BATCH;
import static dev.sailplane.diffusion.scheduling.Urgency.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who gets how much of a device, in virtual time. */
class FairOrderTest {
    private static final int FOR_EVER = 1_000_000;
    private static final Duration QUANTUM = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FakeDevice device = new FakeDevice();
    private final StepScheduler scheduler = fair(PATIENCE);

    @Test
    void tenantsGetEqualSharesHoweverManyTasksTheyHave() {
        Lane lane = device.lane(1);
        add(10, "many", lane, INTERACTIVE);
        add(1, "one", lane, INTERACTIVE);

        run(Duration.ofHours(1));

        assertThat(device.share("one")).isCloseTo(0.5, within(0.025));
    }

    @Test
    void tenantsGetEqualSharesOfTimeWhereStepsDoNotCostTheSame() {
        add(2, "dear", device.lane(1, Duration.ofMillis(2_700)), INTERACTIVE);
        add(5, "cheap", device.lane(1, Duration.ofMillis(400)), INTERACTIVE);
        add(1, "third", device.lane(1, Duration.ofMillis(1_100)), INTERACTIVE);

        run(Duration.ofHours(1));

        assertThat(List.of("dear", "cheap", "third"))
                .allSatisfy(tenant -> assertThat(device.share(tenant)).isCloseTo(1 / 3.0, within(0.016)));
    }

    @Test
    void sharesAreEqualThoughTheDeviceIsSlowerThanPatience() {
        StepScheduler impatient = fair(Duration.ofSeconds(2));
        Lane lane = device.lane(1);
        add(impatient, 10, "many", lane, INTERACTIVE);
        add(impatient, 1, "one", lane, INTERACTIVE);

        run(impatient, () -> device.clock.instant().isAfter(Instant.EPOCH.plusSeconds(3_600)));

        assertThat(device.share("one")).isCloseTo(0.5, within(0.025));
    }

    @Test
    void aTenantWithOneTaskIsInEveryBatchAndTheRestIsNotWasted() {
        Lane lane = device.lane(4);
        add(10, "many", lane, INTERACTIVE);
        add(1, "one", lane, INTERACTIVE);

        run(Duration.ofMinutes(30));

        assertThat(device.share("one")).isCloseTo(0.25, within(0.0125));
        assertThat(device.batches).allMatch(batch -> batch.size() == 4);
    }

    @Test
    void whoWasIdleHasNoSavedCredit() {
        Lane lane = device.lane(1);
        add(3, "early", lane, INTERACTIVE);
        FakeTask brief = new FakeTask("brief", lane, 3, FakeTask.claim("late", INTERACTIVE));
        scheduler.add(brief);
        run(Duration.ofMinutes(10));
        device.used.clear();
        add(3, "late", lane, INTERACTIVE);

        run(Duration.ofMinutes(2));

        assertThat(device.share("late")).isCloseTo(0.5, within(0.025));
    }

    @Test
    void whoWasAloneOwesNothingToThoseWhoComeLater() {
        Lane lane = device.lane(1);
        add(1, "early", lane, INTERACTIVE);
        scheduler.add(new FakeTask("brief", lane, 3, FakeTask.claim("late", INTERACTIVE)));
        run(Duration.ofMinutes(10)); // for most of it with one task, all alone
        device.used.clear();
        add(1, "late", lane, INTERACTIVE);

        run(Duration.ofMinutes(2));

        assertThat(device.share("late")).isCloseTo(0.5, within(0.025));
    }

    @Test
    void whoUsedWhatNobodyElseWantedIsServedWhenOthersCome() {
        Lane lane = device.lane(4);
        add(10, "many", lane, INTERACTIVE);
        add(1, "one", lane, INTERACTIVE);
        run(Duration.ofHours(1));
        device.used.clear();
        add(10, "newcomer", lane, INTERACTIVE);

        run(Duration.ofMinutes(2));

        assertThat(List.of("many", "newcomer"))
                .allSatisfy(tenant ->
                        assertThat(device.share(tenant)).isGreaterThan(0.25)); // of the 0.375 they get in the long run
    }

    @Test
    void urgentTenantsShareEquallyWhileSomebodyElsesBatchTasksWait() {
        Lane lane = device.lane(1);
        add(1, "patient", lane, BATCH);
        add(1, "a", lane, INTERACTIVE);
        add(1, "b", lane, INTERACTIVE);

        run(Duration.ofHours(1));

        assertThat(device.share("a")).isCloseTo(device.share("b"), within(0.025));
        assertThat(device.share("a")).isGreaterThan(0.4);
    }

    @Test
    void aBatchTaskUnderConstantUrgentLoadStillGetsSteps() {
        Lane lane = device.lane(2);
        List<FakeTask> patient = new ArrayList<>();
        patient.addAll(add(1, "urgent", lane, BATCH)); // of the very tenant that is served before it
        patient.addAll(add(2, "another", lane, BATCH));
        add(4, "urgent", lane, INTERACTIVE);

        run(Duration.ofMinutes(10));

        assertThat(patient).allSatisfy(task -> assertThat(task.stepsDone).isBetween(15, 25)); // one in 30 seconds
        assertThat(device.share("urgent")).isGreaterThan(0.9);
    }

    @Test
    void batchTasksThatWaitedTooLongLeaveUrgentOnesTheirTurn() {
        Lane lane = device.lane(1);
        add(100, "a", lane, BATCH); // each would be served every 100 seconds if all were alike: patience is long over
        run(Duration.ofMinutes(5));
        FakeTask urgent = new FakeTask("urgent", lane, 10, FakeTask.claim("a", INTERACTIVE));
        scheduler.add(urgent);

        Duration taken = run(scheduler, urgent::over);

        assertThat(taken).isLessThanOrEqualTo(Duration.ofSeconds(20)); // every other step at least is its own
    }

    @Test
    void amongOneTenantsTasksTheNearestDeadlineIsServedFirst() {
        Lane lane = device.lane(1);
        Instant soon = Instant.EPOCH.plusSeconds(60);
        scheduler.add(new FakeTask("never", lane, 2, FakeTask.claim("t", INTERACTIVE)));
        scheduler.add(new FakeTask("late", lane, 2, FakeTask.claim("t", soon.plusSeconds(60))));
        scheduler.add(new FakeTask("soon", lane, 2, FakeTask.claim("t", soon)));

        run(Duration.ofSeconds(6));

        assertThat(device.batches.stream().map(List::getFirst))
                .containsExactly("soon", "soon", "late", "late", "never", "never");
    }

    @Test
    void aShortJobAmongLongOnesIsDoneInItsOwnTime() {
        assertThat(timeOfAShortJob(fair(PATIENCE))).isEqualTo(Duration.ofSeconds(5)); // its five steps in a row
        assertThat(timeOfAShortJob(new StepScheduler(new ByArrival(), device.clock)))
                .isGreaterThan(Duration.ofSeconds(200));
    }

    @Test
    void aShortJobDoesNotWaitForPicturesOfALongOneThatHaveNotBegun() {
        Lane lane = device.lane(1);
        AtomicReference<Duration> together = new AtomicReference<>(Duration.ZERO);
        for (int picture = 0; picture < 10; picture++) {
            FakeTask task = new FakeTask("long" + picture, lane, 100);
            task.account = Optional.of(together);
            scheduler.add(task);
        }
        IntStream.range(0, 6).forEach(_ -> scheduler.step());
        FakeTask brief = new FakeTask("short", lane, 5);
        scheduler.add(brief);

        assertThat(run(scheduler, brief::over)).isEqualTo(Duration.ofSeconds(5)); // its five steps in a row
    }

    private Duration timeOfAShortJob(StepScheduler tried) {
        Lane lane = device.lane(1);
        IntStream.range(0, 3).forEach(i -> tried.add(new FakeTask("long" + i, lane, 100)));
        IntStream.range(0, 30).forEach(_ -> tried.step());
        FakeTask brief = new FakeTask("short", lane, 5);
        tried.add(brief);
        return run(tried, brief::over);
    }

    private List<FakeTask> add(int count, String tenant, Lane lane, Urgency urgency) {
        return add(scheduler, count, tenant, lane, urgency);
    }

    private static List<FakeTask> add(StepScheduler scheduler, int count, String tenant, Lane lane, Urgency urgency) {
        List<FakeTask> tasks = IntStream.range(0, count)
                .mapToObj(i -> new FakeTask(tenant + i, lane, FOR_EVER, FakeTask.claim(tenant, urgency)))
                .toList();
        tasks.forEach(scheduler::add);
        return tasks;
    }

    private void run(Duration time) {
        Instant end = device.clock.instant().plus(time);
        run(scheduler, () -> !device.clock.instant().isBefore(end));
    }

    private Duration run(StepScheduler scheduler, BooleanSupplier done) {
        Instant start = device.clock.instant();
        for (int step = 0; !done.getAsBoolean(); step++) {
            assertThat(step).as("steps").isLessThan(100_000);
            scheduler.step();
        }
        return Duration.between(start, device.clock.instant());
    }

    private StepScheduler fair(Duration patience) {
        return new StepScheduler(new FairOrder(new DeficitRoundRobin(QUANTUM), patience), device.clock);
    }
}
