package dev.sailplane.diffusion.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.network.DeviceMemoryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepSchedulerTest {
    private static final int ENOUGH = 1_000;

    private final FakeDevice device = new FakeDevice();
    private final Lane lane = device.lane(4);
    private final StepScheduler scheduler = new StepScheduler(new ByArrival(), device.clock);

    @Test
    void rowsOfManyTasksShareABatchUpToTheLimit() {
        FakeTask guided = add("guided", 3);
        guided.rows = _ -> 2;
        add("b", 1);
        add("c", 2);
        add("d", 1);

        runAll();

        assertThat(device.batches)
                .containsExactly(
                        List.of("guided", "guided", "b", "c"),
                        List.of("guided", "guided", "c", "d"),
                        List.of("guided", "guided"));
    }

    @Test
    void aTaskThatDoesNotFitLetsASmallerOneInBesideTheOthers() {
        IntStream.range(0, 3).forEach(i -> add("one" + i, 1));
        add("two", 1).rows = _ -> 2;
        add("last", 1);

        runAll();

        assertThat(device.batches).containsExactly(List.of("one0", "one1", "one2", "last"), List.of("two", "two"));
    }

    @Test
    void aTaskOfMoreRowsThanTheLimitIsEvaluatedInParts() {
        FakeTask guided = new FakeTask("guided", device.lane(1), 2);
        guided.rows = _ -> 2;
        scheduler.add(guided);

        runAll();

        assertThat(guided.done()).isTrue();
        assertThat(device.batches).hasSize(4).containsOnly(List.of("guided"));
    }

    @Test
    void onlyOneLaneTakesAStep() {
        Lane other = device.lane(4);
        add("a", 1);
        scheduler.add(new FakeTask("x", other, 1));
        add("b", 1);
        scheduler.add(new FakeTask("y", other, 1));

        runAll();

        assertThat(device.batches).containsExactly(List.of("a", "b"), List.of("x", "y"));
    }

    @Test
    void newcomersAreInTheNextStep() {
        add("first", 3);
        scheduler.step();
        add("newcomer", 1);
        scheduler.step();

        assertThat(device.batches).containsExactly(List.of("first"), List.of("first", "newcomer"));
    }

    @Test
    void removedTasksAreInNoFurtherStep() {
        FakeTask removed = add("removed", 5);
        add("other", 3);
        scheduler.step();
        scheduler.remove(removed);
        runAll();

        assertThat(removed.stepsDone).isEqualTo(1);
        assertThat(device.batches).containsExactly(List.of("removed", "other"), List.of("other"), List.of("other"));
    }

    @Test
    void tasksThatAreOverAreInNoFurtherStep() {
        FakeTask canceled = add("canceled", 5);
        add("other", 2);
        scheduler.step();
        canceled.fail(new IllegalStateException("given up"));
        scheduler.step();

        assertThat(device.batches).containsExactly(List.of("canceled", "other"), List.of("other"));
        assertThat(scheduler.idle()).isTrue();
    }

    @Test
    void finishedGuidanceCostsNoRows() {
        FakeTask guided = add("guided", 3);
        guided.rows = step -> step < 1 ? 2 : 1;
        IntStream.range(0, 3).forEach(i -> add("plain" + i, 3));

        scheduler.step();
        scheduler.step();

        assertThat(device.batches)
                .containsExactly(
                        List.of("guided", "guided", "plain0", "plain1"),
                        List.of("guided", "plain0", "plain1", "plain2"));
    }

    @Test
    void doesNothingWhenIdle() {
        scheduler.step();

        assertThat(scheduler.idle()).isTrue();
        assertThat(device.batches).isEmpty();
    }

    @Test
    void aTaskThatCannotTellItsRowsTwiceFailsAndOthersGoOn() {
        FakeTask mute = add("mute", 2);
        mute.beforeRows = () -> {
            throw new IllegalStateException("no rows");
        };
        FakeTask other = add("other", 3);

        scheduler.step();
        assertThat(mute.failure).as("after one failure").isEmpty();
        runAll();

        assertFailedAlone(mute, "no rows");
        assertThat(other.done()).isTrue();
        assertThat(device.batches).hasSize(3).containsOnly(List.of("other"));
    }

    @Test
    void oneFailureAloneIsForgiven() {
        FakeTask shaky = add("shaky", 3);
        List<String> failures = new ArrayList<>(List.of("once"));
        device.mishap = _ -> {
            if (!failures.isEmpty()) {
                throw new IllegalStateException(failures.removeFirst());
            }
        };
        scheduler.step();
        scheduler.step();
        failures.add("and later once more");
        runAll();

        assertThat(shaky.failure).isEmpty();
        assertThat(shaky.done()).isTrue();
    }

    @Test
    void wantOfMemoryHalvesTheLimitAndTheStepIsTriedAgain() {
        List<FakeTask> tasks =
                IntStream.range(0, 4).mapToObj(i -> add("t" + i, 1)).toList();
        device.mishap = batch -> requireRoom(batch, 2);

        runAll();

        assertThat(lane.limit()).isEqualTo(2);
        assertThat(tasks).allMatch(FakeTask::done);
        assertThat(device.batches)
                .containsExactly(List.of("t0", "t1", "t2", "t3"), List.of("t0", "t1"), List.of("t2", "t3"));
    }

    @Test
    void wantOfMemoryForOneRowIsAFailureAlone() {
        FakeTask large = add("large", 2);
        FakeTask small = add("small", 2);
        device.mishap = batch -> requireRoom(batch, batch.contains(large) ? 0 : 1);

        runAll();

        assertThat(lane.limit()).isEqualTo(1);
        assertFailedAlone(large, "memory");
        assertThat(large.failure.orElseThrow()).hasCauseInstanceOf(DeviceMemoryException.class);
        assertThat(small.done()).isTrue();
    }

    @Test
    void aFailedBatchIsTakenApartAndOnlyTheGuiltyFails() {
        FakeTask guilty = new FakeTask("guilty", lane, 5);
        FakeTask first = add("first", 3);
        scheduler.add(guilty);
        FakeTask last = add("last", 3);
        device.mishap = batch -> {
            if (batch.contains(guilty)) {
                throw new IllegalStateException("poisoned");
            }
        };

        runAll();

        assertFailedAlone(guilty, "poisoned");
        assertThat(guilty.stepsDone).isZero();
        assertThat(first.done()).isTrue();
        assertThat(last.done()).isTrue();
        assertThat(device.batches)
                .containsExactly(
                        List.of("first", "guilty", "last"),
                        List.of("first"), // alone, and not suspected any more
                        List.of("first"),
                        List.of("first"),
                        List.of("guilty"),
                        List.of("guilty"),
                        List.of("last"),
                        List.of("last"),
                        List.of("last"));
    }

    @Test
    void whoFailsOnlyInCompanyGoesOnAlone() {
        FakeTask shy = new FakeTask("shy", lane, 5);
        scheduler.add(shy);
        List<FakeTask> others =
                IntStream.range(0, 3).mapToObj(i -> add("other" + i, 5)).toList();
        device.mishap = batch -> {
            if (batch.contains(shy) && batch.size() > 1) {
                throw new IllegalStateException("too close");
            }
        };

        int steps = runAll();

        assertThat(shy.done()).isTrue();
        assertThat(others).allMatch(FakeTask::done);
        assertThat(steps).as("steps, 5 of each alone and as many failures").isLessThanOrEqualTo(25);
    }

    @Test
    void aBatchThatFailsWhereverThereIsCompanyIsTakenInStepsAlone() {
        List<FakeTask> tasks =
                IntStream.range(0, 4).mapToObj(i -> add("t" + i, 5)).toList();
        device.mishap = batch -> {
            if (batch.size() > 1) {
                throw new IllegalStateException("any batch");
            }
        };

        int steps = runAll();

        assertThat(tasks).allMatch(FakeTask::done);
        assertThat(steps).isLessThanOrEqualTo(40);
    }

    @Test
    void aTaskThatCannotUseTheAnswersFailsAlone() {
        FakeTask clumsy = add("clumsy", 3);
        RuntimeException reason = new IllegalArgumentException("what is this?");
        clumsy.onAdvance = () -> {
            throw reason;
        };
        FakeTask other = add("other", 2);

        runAll();

        assertThat(clumsy.failure).containsSame(reason);
        assertThat(other.done()).isTrue();
        assertThat(device.batches).containsExactly(List.of("clumsy", "other"), List.of("other"));
    }

    @Test
    void aTaskRemovedByItsNeighboursStepTakesNoStepItself() {
        FakeTask first = add("first", 2);
        FakeTask neighbour = add("neighbour", 2);
        first.onAdvance = () -> scheduler.remove(neighbour);

        runAll();

        assertThat(first.done()).isTrue();
        assertThat(neighbour.stepsDone).isZero();
    }

    @Test
    void aTaskGivenUpByItsNeighboursStepTakesNoStepItself() {
        FakeTask first = add("first", 2);
        FakeTask neighbour = add("neighbour", 2);
        first.onAdvance = () -> neighbour.fail(new IllegalStateException("of the same request"));

        runAll();

        assertThat(neighbour.stepsDone).isZero();
    }

    @Test
    void tasksOfAnotherLaneAreNotAskedForRowsBeforeTheirTurn() {
        List<String> asked = new ArrayList<>();
        add("first", 2);
        FakeTask waiting = new FakeTask("waiting", device.lane(4), 1);
        waiting.beforeRows = () -> asked.add("waiting"); // a stage begins then: prompts are encoded
        scheduler.add(waiting);

        scheduler.step();
        assertThat(asked).isEmpty();
        runAll();

        assertThat(asked).hasSize(1);
    }

    @Test
    void interactiveNewcomersGetTheVeryNextStepBeforeBatchTasks() {
        Duration second = Duration.ofSeconds(1);
        StepScheduler fair =
                new StepScheduler(new FairOrder(new DeficitRoundRobin(second), second.multipliedBy(60)), device.clock);
        IntStream.range(0, 6)
                .mapToObj(i -> new FakeTask("batch" + i, lane, 10, FakeTask.claim("a", Urgency.BATCH)))
                .forEach(fair::add);
        fair.step();
        fair.add(new FakeTask("now", lane, 10, FakeTask.claim("a", Urgency.INTERACTIVE)));
        fair.step();
        fair.step();

        assertThat(device.batches.get(1)).startsWith("now").hasSize(4);
        assertThat(device.batches.get(2)).startsWith("now").hasSize(4);
    }

    private FakeTask add(String name, int steps) {
        FakeTask task = new FakeTask(name, lane, steps);
        scheduler.add(task);
        return task;
    }

    private int runAll() {
        int steps = 0;
        while (!scheduler.idle()) {
            scheduler.step();
            assertThat(++steps).as("steps").isLessThan(ENOUGH);
        }
        return steps;
    }

    private static void requireRoom(List<FakeTask> batch, int rows) {
        if (batch.size() > rows) {
            throw new DeviceMemoryException(new IllegalStateException("full"));
        }
    }

    private static void assertFailedAlone(FakeTask task, String reason) {
        assertThat(task.failure.orElseThrow())
                .isInstanceOf(StepFailedException.class)
                .hasMessageContaining(reason);
    }
}
