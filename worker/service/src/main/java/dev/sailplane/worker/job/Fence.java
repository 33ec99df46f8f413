package dev.sailplane.worker.job;

import dev.sailplane.contract.JobId;
import java.time.Duration;
import java.util.Optional;

/**
 * One attempt's right to a job: it holds as long as no later attempt has put its number on the checkpoint. An earlier
 * attempt's checkpoint is taken over, a later one's is respected. Safe for use by several threads, one save at a time.
 *
 * @see <a href="../../../../../../../../../infra/adr/0010-checkpoints-and-fencing.md">decision 0010</a>
 */
final class Fence {
    private static final int TRIES = 5; // each is lost to another writer

    private final CheckpointStore store;
    private final Patience patience;
    private final JobId job;
    private final int attempt;
    private Optional<CheckpointStore.Stored> standing;

    /** @param found the checkpoint that lay there when the attempt began */
    Fence(CheckpointStore store, Patience patience, JobId job, int attempt, Optional<CheckpointStore.Stored> found) {
        this.store = store;
        this.patience = patience;
        this.job = job;
        this.attempt = attempt;
        this.standing = found;
    }

    /** What the attempt can go on from; later, what it saved last. */
    synchronized Optional<Checkpoint> checkpoint() {
        return standing.map(CheckpointStore.Stored::checkpoint);
    }

    /**
     * Puts this attempt's number on the checkpoint that was found, so that the one before can save no more. The store is
     * waited for.
     *
     * @throws FencedException when a later attempt was here
     */
    synchronized void claim() throws InterruptedException {
        if (standing.isPresent()) {
            Checkpoint found = standing.get().checkpoint();
            if (found.attempt() > attempt) {
                throw lostTo(found.attempt());
            }
            patience.with(() -> write(found.ownedBy(attempt)));
        }
    }

    /**
     * Saves work in progress. The store is not waited for.
     *
     * @param deviceTime how long the device worked for it, in this attempt and those before
     * @throws FencedException when a later attempt was here
     */
    synchronized void save(byte[] content, int steps, Duration deviceTime) throws InterruptedException {
        boolean further = steps > checkpoint().map(Checkpoint::steps).orElse(0);
        int movedBy = further ? attempt : checkpoint().map(Checkpoint::movedBy).orElse(0);
        write(new Checkpoint(content, steps, attempt, movedBy, deviceTime));
    }

    /** Keeps a step for branches; the store is waited for. */
    void keepStep(int step, byte[] content) throws InterruptedException {
        patience.with(() -> {
            store.keepStep(job, step, content);
            return step;
        });
    }

    /**
     * Makes sure that no later attempt was here, as far as this can be known: an attempt that is the first and has saved
     * nothing does not ask. The store is waited for.
     *
     * @throws FencedException when one was
     */
    synchronized void requireHeld() throws InterruptedException {
        if (attempt > 1 || standing.isPresent()) {
            int owner = patience.with(() -> store.mark(job))
                    .map(CheckpointStore.Mark::attempt)
                    .orElse(0);
            if (owner > attempt) {
                throw lostTo(owner);
            }
        }
    }

    /** The attempt that last got further than those before it; 0 for none. The store is waited for. */
    int movedBy() throws InterruptedException {
        return patience.with(() -> store.mark(job))
                .map(CheckpointStore.Mark::movedBy)
                .orElse(0);
    }

    /** Deletes the checkpoint, if there may be one: the job has ended. */
    synchronized void forget() throws InterruptedException {
        if (standing.isPresent()) {
            store.forget(job);
            standing = Optional.empty();
        }
    }

    private Checkpoint write(Checkpoint next) throws InterruptedException {
        Optional<String> replaced = standing.map(CheckpointStore.Stored::version);
        for (int turn = 1; turn <= TRIES; turn++) {
            try {
                String version = store.save(job, next, replaced);
                standing = Optional.of(new CheckpointStore.Stored(next, version));
                return next;
            } catch (FencedException _) {
                replaced = Optional.of(versionOfAPredecessor());
            }
        }
        throw new StoreUnavailableException(new IllegalStateException("others keep writing the checkpoint"));
    }

    private String versionOfAPredecessor() throws InterruptedException {
        CheckpointStore.Mark mark =
                store.mark(job).orElseThrow(() -> new FencedException("the checkpoint is gone: the job has ended"));
        if (mark.attempt() > attempt) {
            throw lostTo(mark.attempt());
        }
        return mark.version();
    }

    private FencedException lostTo(int owner) {
        return new FencedException("attempt %d has taken over from attempt %d".formatted(owner, attempt));
    }
}
