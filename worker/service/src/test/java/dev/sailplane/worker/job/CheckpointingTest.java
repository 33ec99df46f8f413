package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class CheckpointingTest {
    private static final CheckpointRule EVERY_FIVE_SECONDS = new CheckpointRule(Duration.ofSeconds(5), 0);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeCheckpointStore store = new FakeCheckpointStore();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @Test
    void savesNothingOfAJobShorterThanTheInterval() {
        try (Checkpointing checkpointing = checkpointing(EVERY_FIVE_SECONDS)) {
            for (int step = 1; step <= 100; step++) {
                after(Duration.ofMillis(49));
                checkpointing.step(step(step, 100));
            }
        }

        assertThat(store.savesBegun).hasValue(0);
    }

    @Test
    void savesAtTheFirstStepAfterTheInterval() {
        try (Checkpointing checkpointing = checkpointing(EVERY_FIVE_SECONDS)) {
            for (int step = 1; step <= 12; step++) {
                after(Duration.ofSeconds(1));
                checkpointing.step(step(step, 100));
                int expected = step / 5;
                await().until(() -> store.saved.size() == expected);
            }
        }

        assertThat(store.saved).extracting(Checkpoint::steps).containsExactly(5, 10);
        assertThat(store.saved.getLast().content()).containsExactly(10);
    }

    @Test
    void savesEverySoManySteps() {
        try (Checkpointing checkpointing = checkpointing(new CheckpointRule(Duration.ZERO, 3))) {
            for (int step = 1; step <= 8; step++) {
                checkpointing.step(step(step, 100));
                int expected = step / 3;
                await().until(() -> store.saved.size() == expected);
            }
        }

        assertThat(store.saved).extracting(Checkpoint::steps).containsExactly(3, 6);
    }

    @Test
    void doesNotSaveAFinishedJob() {
        try (Checkpointing checkpointing = checkpointing(new CheckpointRule(Duration.ZERO, 1))) {
            checkpointing.step(step(100, 100));
        }

        assertThat(store.savesBegun).hasValue(0);
    }

    @Test
    void leavesOutWhatComesWhileTheStoreIsSlow() {
        store.savePace = Duration.ofMillis(300);
        try (Checkpointing checkpointing = checkpointing(new CheckpointRule(Duration.ZERO, 1))) {
            checkpointing.step(step(1, 100));
            await().until(() -> store.savesBegun.get() == 1);
            for (int step = 2; step <= 50; step++) {
                checkpointing.step(step(step, 100)); // returns at once
            }
            assertThat(store.savesBegun).hasValue(1);
            await().until(() -> store.saved.size() == 1);
            await().until(() -> {
                checkpointing.step(step(51, 100));
                return store.saved.size() == 2;
            });
        }

        assertThat(store.saved).extracting(Checkpoint::steps).containsExactly(1, 51);
    }

    @Test
    void savesTheNewestOnceTheStoreIsBack() {
        try (Checkpointing checkpointing = checkpointing(EVERY_FIVE_SECONDS)) {
            store.failures.set(2);
            after(Duration.ofSeconds(5));
            for (int step = 1; store.saved.isEmpty(); step++) {
                checkpointing.step(step(step, 1_000));
                after(Duration.ofMillis(500));
                assertThat(step).as("steps that were not held up").isLessThan(1_000);
                pause();
            }
        }

        assertThat(store.failures).hasValue(0);
        assertThat(store.saved.getFirst().steps()).isGreaterThan(2);
    }

    @Test
    void keepsTheStepsThatAreAskedFor() throws Exception {
        try (Checkpointing checkpointing = new Checkpointing(fence(1), CheckpointRule.OFF, Set.of(2, 5), now::get)) {
            for (int step = 1; step <= 6; step++) {
                checkpointing.step(step(step, 6));
            }
            checkpointing.awaitKept();
        }

        assertThat(store.steps).containsOnlyKeys(TestJobs.ID + "/2", TestJobs.ID + "/5");
        assertThat(store.step(TestJobs.ID, 5)).get().isEqualTo(new byte[] {5});
        assertThat(store.savesBegun).hasValue(0);
    }

    @Test
    void stopsTheDrawingWhenAnotherAttemptHasTakenOver() {
        try (Checkpointing checkpointing = checkpointing(new CheckpointRule(Duration.ZERO, 1))) {
            store.leave(TestJobs.ID, new Checkpoint(new byte[0], 9, 2, 2, Duration.ZERO));
            checkpointing.step(step(1, 100));

            await().untilAsserted(() -> assertThatThrownBy(() -> checkpointing.step(step(1, 100)))
                    .isInstanceOf(CancellationException.class));
            assertThatThrownBy(checkpointing::requireHeld).isInstanceOf(FencedException.class);
        }

        assertThat(store.saved).isEmpty();
    }

    @Test
    void savesTheNewestAtTheEnd() {
        try (Checkpointing checkpointing = checkpointing(EVERY_FIVE_SECONDS)) {
            IntStream.rangeClosed(1, 7).forEach(step -> checkpointing.step(step(step, 100)));

            checkpointing.saveNewest(LONG);
        }

        assertThat(store.saved).extracting(Checkpoint::steps).containsExactly(7);
    }

    @Test
    void doesNotSaveTwiceWhatIsSaved() {
        try (Checkpointing checkpointing = checkpointing(EVERY_FIVE_SECONDS)) {
            checkpointing.step(step(1, 100));
            checkpointing.saveNewest(LONG);
            checkpointing.saveNewest(LONG);
        }

        assertThat(store.saved).hasSize(1);
    }

    @Test
    void givesUpSavingWhenTheTimeIsOver() {
        store.savePace = Duration.ofHours(1);
        try (Checkpointing checkpointing = checkpointing(EVERY_FIVE_SECONDS)) {
            checkpointing.step(step(1, 100));

            checkpointing.saveNewest(Duration.ofMillis(100));
        }

        assertThat(store.savesBegun).hasValue(1);
        assertThat(store.saved).isEmpty();
    }

    @Test
    void savesNothingForAnEngineThatCannotGoOn() {
        try (Checkpointing checkpointing = checkpointing(EVERY_FIVE_SECONDS)) {
            checkpointing.step(new EngineStep("base", 1, 2, 0.5, Map.of(), List::of, WorkInProgress.NONE));

            checkpointing.saveNewest(LONG);
        }

        assertThat(store.savesBegun).hasValue(0);
    }

    @Test
    void addsTheDeviceTimeOfEarlierAttempts() {
        store.leave(TestJobs.ID, new Checkpoint(new byte[0], 9, 1, 1, Duration.ofSeconds(20)));
        WorkInProgress state = new WorkInProgress() {
            @Override
            public byte[] bytes() {
                return new byte[1];
            }

            @Override
            public Duration deviceTime() {
                return Duration.ofSeconds(3);
            }
        };
        try (Checkpointing checkpointing = new Checkpointing(fence(2), CheckpointRule.OFF, Set.of(), now::get)) {
            checkpointing.step(new EngineStep("base", 10, 20, 0.5, Map.of(), List::of, state));

            checkpointing.saveNewest(LONG);
        }

        assertThat(store.saved).extracting(Checkpoint::deviceTime).containsExactly(Duration.ofSeconds(23));
    }

    private Checkpointing checkpointing(CheckpointRule rule) {
        return new Checkpointing(fence(1), rule, Set.of(), now::get);
    }

    private Fence fence(int attempt) {
        return new Fence(store, Patience.NONE, TestJobs.ID, attempt, store.latest(TestJobs.ID));
    }

    private void after(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException interruption) {
            throw new IllegalStateException(interruption);
        }
    }

    private static EngineStep step(int step, int steps) {
        byte[] state = {(byte) step};
        return new EngineStep("base", step, steps, (double) step / steps, Map.of(), List::of, () -> state);
    }
}
