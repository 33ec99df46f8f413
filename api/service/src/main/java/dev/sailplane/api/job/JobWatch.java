package dev.sailplane.api.job;

import dev.sailplane.contract.JobId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One reader's way along a job's events. Holds at most {@value #CAPACITY} unread ones; of a reader slower than that the
 * rest is left out, which costs it news of the way only: the end is in the job's state. For one thread; to be closed.
 */
public final class JobWatch implements AutoCloseable {
    private static final int CAPACITY = 1_024;

    private final BlockingQueue<JobUpdate> unread = new LinkedBlockingQueue<>(CAPACITY);
    private final JobView view;
    private final JobId id;
    private final Runnable end;

    private JobWatch(JobView view, JobId id, long after) {
        this.view = view;
        this.id = id;
        this.end = view.watch(id, after, unread::offer).orElse(() -> {});
    }

    /** Begins with the first event after a position; negative for the first that is remembered. */
    public static JobWatch after(JobView view, JobId id, long position) {
        return new JobWatch(view, id, position);
    }

    /** Whether an event is there already. */
    public boolean hasNext() {
        return !unread.isEmpty();
    }

    /** The next event, if one comes in time. */
    public Optional<JobUpdate> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(unread.poll(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS));
    }

    /**
     * Waits until the job has ended or the time is over.
     *
     * @return the job as it stands then; empty when the view does not know it
     */
    public Optional<JobState> end(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<JobState> state = view.find(id);
        while (state.isPresent() && !state.get().ended() && System.nanoTime() < deadline) {
            Optional<JobUpdate> update = next(Duration.ofNanos(deadline - System.nanoTime()));
            state = update.isPresent() ? update.map(JobUpdate::state) : view.find(id);
        }
        return state;
    }

    @Override
    public void close() {
        end.run();
    }
}
