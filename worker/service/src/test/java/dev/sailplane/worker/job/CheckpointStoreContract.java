package dev.sailplane.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.contract.JobId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every checkpoint store does. */
public abstract class CheckpointStoreContract {
    private static final AtomicInteger JOBS = new AtomicInteger();

    /** A job that no other test uses. */
    protected final JobId job = new JobId("01jd9%021d".formatted(JOBS.incrementAndGet()));

    protected abstract CheckpointStore store();

    /** Spoils the job's checkpoint. */
    protected abstract void damage(JobId job) throws Exception;

    @Test
    void keepsACheckpointWithAllThatIsKnownOfIt() throws Exception {
        assertThat(store().latest(job)).isEmpty();
        assertThat(store().mark(job)).isEmpty();

        String version = store().save(
                        job,
                        new Checkpoint(new byte[] {1, 2, 3}, 27, 3, 2, Duration.ofMillis(4_250)),
                        Optional.empty());

        CheckpointStore.Stored stored = store().latest(job).orElseThrow();
        assertThat(stored.version()).isEqualTo(version);
        assertThat(stored.checkpoint().content()).containsExactly(1, 2, 3);
        assertThat(stored.checkpoint().steps()).isEqualTo(27);
        assertThat(stored.checkpoint().attempt()).isEqualTo(3);
        assertThat(stored.checkpoint().movedBy()).isEqualTo(2);
        assertThat(stored.checkpoint().deviceTime()).isEqualTo(Duration.ofMillis(4_250));
        assertThat(store().mark(job)).contains(new CheckpointStore.Mark(3, 2, version));
    }

    @Test
    void replacesWhatTheWriterKnows() throws Exception {
        String first = store().save(job, checkpoint(1, 1), Optional.empty());
        String second = store().save(job, checkpoint(2, 1), Optional.of(first));

        assertThat(second).isNotEqualTo(first);
        assertThat(content()).containsExactly(2);
    }

    @Test
    void refusesToReplaceWhatTheWriterDoesNotKnow() throws Exception {
        String first = store().save(job, checkpoint(1, 1), Optional.empty());
        store().save(job, checkpoint(2, 2), Optional.of(first));

        assertThatThrownBy(() -> store().save(job, checkpoint(3, 1), Optional.of(first)))
                .isInstanceOf(FencedException.class);
        assertThatThrownBy(() -> store().save(job, checkpoint(3, 1), Optional.empty()))
                .isInstanceOf(FencedException.class);

        assertThat(content()).containsExactly(2);
    }

    @Test
    void refusesTheOldOwnerThoughTheNewOneChangedNothingButTheName() throws Exception {
        String first = store().save(job, checkpoint(1, 1), Optional.empty());
        store().save(job, checkpoint(1, 1).ownedBy(2), Optional.of(first));

        assertThatThrownBy(() -> store().save(job, checkpoint(2, 1), Optional.of(first)))
                .isInstanceOf(FencedException.class);

        assertThat(store().mark(job).orElseThrow().attempt()).isEqualTo(2);
    }

    @Test
    void refusesToReplaceWhatIsGone() throws Exception {
        String first = store().save(job, checkpoint(1, 1), Optional.empty());
        store().forget(job);

        assertThatThrownBy(() -> store().save(job, checkpoint(2, 1), Optional.of(first)))
                .isInstanceOf(FencedException.class);

        assertThat(store().latest(job)).isEmpty();
    }

    @Test
    void forgetsTheCheckpointAndKeepsTheSteps() throws Exception {
        store().save(job, checkpoint(1, 1), Optional.empty());
        store().keepStep(job, 5, new byte[] {5});

        store().forget(job);
        store().forget(job);

        assertThat(store().latest(job)).isEmpty();
        assertThat(store().step(job, 5)).get().isEqualTo(new byte[] {5});
    }

    @Test
    void keepsTheFirstOfAStep() throws Exception {
        store().keepStep(job, 5, new byte[] {5});
        store().keepStep(job, 5, new byte[] {6});

        assertThat(store().step(job, 5)).get().isEqualTo(new byte[] {5});
        assertThat(store().step(job, 6)).isEmpty();
    }

    @Test
    void ignoresAndCountsWhatIsDamaged() throws Exception {
        store().save(job, checkpoint(1, 1), Optional.empty());
        long before = store().damaged();
        damage(job);

        assertThat(store().latest(job)).isEmpty();

        assertThat(store().damaged() - before).isEqualTo(1);
    }

    @Test
    void letsADamagedCheckpointBeReplaced() throws Exception {
        store().save(job, checkpoint(1, 1), Optional.empty());
        damage(job);

        store().save(
                        job,
                        checkpoint(2, 1),
                        Optional.of(store().mark(job).orElseThrow().version()));

        assertThat(content()).containsExactly(2);
    }

    protected final byte[] content() throws InterruptedException {
        return store().latest(job).orElseThrow().checkpoint().content();
    }

    protected static Checkpoint checkpoint(int content, int attempt) {
        return new Checkpoint(new byte[] {(byte) content}, content, attempt, attempt, Duration.ZERO);
    }
}
