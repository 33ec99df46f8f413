package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class FenceTest {
    private static final Duration DEVICE_TIME = Duration.ofSeconds(3);

    private final FakeCheckpointStore store = new FakeCheckpointStore();

    @Test
    void shutsTheAttemptBeforeOutByClaiming() throws Exception {
        Fence first = fence(1);
        first.save(content(1), 1, DEVICE_TIME);

        Fence second = fence(2);
        second.claim();

        assertThatThrownBy(() -> first.save(content(2), 2, DEVICE_TIME)).isInstanceOf(FencedException.class);
        assertThatThrownBy(first::requireHeld).isInstanceOf(FencedException.class);
        second.save(content(3), 3, DEVICE_TIME);
        second.requireHeld();
        assertThat(stored().content()).containsExactly(3);
    }

    @Test
    void leavesTheContentAsItIsWhenItClaims() throws Exception {
        store.leave(TestJobs.ID, checkpoint(7, 1));

        fence(3).claim();

        assertThat(stored().content()).containsExactly(7);
        assertThat(stored().steps()).isEqualTo(7);
        assertThat(stored().deviceTime()).isEqualTo(DEVICE_TIME);
        assertThat(stored().attempt()).isEqualTo(3);
    }

    @Test
    void countsNoClaimAsProgress() throws Exception {
        store.leave(TestJobs.ID, checkpoint(7, 1));
        Fence second = fence(2);

        second.claim();
        assertThat(second.movedBy()).isEqualTo(1);

        second.save(content(7), 7, DEVICE_TIME);
        assertThat(second.movedBy()).isEqualTo(1);

        second.save(content(8), 8, DEVICE_TIME);
        assertThat(second.movedBy()).isEqualTo(2);
    }

    @Test
    void respectsALaterAttempt() {
        store.leave(TestJobs.ID, checkpoint(7, 3));

        assertThatThrownBy(fence(2)::claim).isInstanceOf(FencedException.class);
        assertThat(store.saved).isEmpty();
    }

    @Test
    void takesOverWhatAnEarlierAttemptWroteMeanwhile() throws Exception {
        Fence second = fence(2);
        Fence first = fence(1);
        first.save(content(1), 1, DEVICE_TIME);

        second.save(content(2), 2, DEVICE_TIME);

        assertThat(stored().attempt()).isEqualTo(2);
        assertThatThrownBy(() -> first.save(content(3), 3, DEVICE_TIME)).isInstanceOf(FencedException.class);
    }

    @Test
    void takesOverFromAnAttemptOfItsOwnNumber() throws Exception {
        Fence forgottenByTheBroker = fence(1);
        Fence again = fence(1);
        forgottenByTheBroker.save(content(1), 1, DEVICE_TIME);

        again.save(content(2), 2, DEVICE_TIME);

        assertThat(stored().content()).containsExactly(2);
    }

    @Test
    void isLostWhenTheCheckpointIsGone() throws Exception {
        Fence first = fence(1);
        first.save(content(1), 1, DEVICE_TIME);
        store.forget(TestJobs.ID);

        assertThatThrownBy(() -> first.save(content(2), 2, DEVICE_TIME)).isInstanceOf(FencedException.class);
    }

    @Test
    void asksNobodyInAFirstAttemptThatSavedNothing() throws Exception {
        Fence first = fence(1);
        int before = store.requests.get();

        first.claim();
        first.requireHeld();
        first.forget();

        assertThat(store.requests).hasValue(before);
    }

    @Test
    void waitsForTheStoreToClaim() throws Exception {
        store.leave(TestJobs.ID, checkpoint(7, 1));
        Patience patience = new Patience(Duration.ofMinutes(1), Duration.ofMillis(5), InstantSource.system());
        Fence second = new Fence(store, patience, TestJobs.ID, 2, store.latest(TestJobs.ID));
        store.failures.set(3);

        second.claim();

        assertThat(stored().attempt()).isEqualTo(2);
    }

    private Fence fence(int attempt) {
        return new Fence(store, Patience.NONE, TestJobs.ID, attempt, store.latest(TestJobs.ID));
    }

    private Checkpoint stored() {
        return store.latest(TestJobs.ID).orElseThrow().checkpoint();
    }

    private static Checkpoint checkpoint(int steps, int attempt) {
        return new Checkpoint(content(steps), steps, attempt, attempt, DEVICE_TIME);
    }

    private static byte[] content(int value) {
        return new byte[] {(byte) value};
    }
}
