package dev.sailplane.worker.job;

import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores previews and tells of them: twice a second at most, one round at a time, on a thread of its own. A round that
 * comes late or fails is left out: previews never hold up a job. None is told once this is closed. Steps come from one
 * thread.
 */
final class PreviewTeller implements EngineListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PreviewTeller.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration END = Duration.ofSeconds(1);

    private final JobId job;
    private final int attempt;
    private final ImageStore store;
    private final JobEvents events;
    private final InstantSource clock;
    // Steps come on a thread of the engine, which knows nothing of the job's trace.
    private final Context trace = Context.current();
    private Instant due = Instant.MIN;
    private volatile @Nullable Thread round;
    private boolean closed;

    PreviewTeller(JobId job, int attempt, ImageStore store, JobEvents events, InstantSource clock) {
        this.job = job;
        this.attempt = attempt;
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void step(EngineStep step) {
        Instant now = clock.instant();
        boolean finished = step.last() && step.ahead().isEmpty();
        if (finished || now.isBefore(due) || (round != null && round.isAlive())) {
            return;
        }
        due = now.plus(INTERVAL);
        round = Thread.ofVirtual().name("previews").start(trace.wrap(() -> keep(step)));
    }

    /** Ends the round under way. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        Thread last = round;
        if (last != null) {
            last.interrupt();
            awaitEnd(last);
        }
    }

    private void keep(EngineStep step) {
        try {
            List<byte[]> jpegs = step.previews().jpegs();
            for (int index = 0; index < jpegs.size(); index++) {
                String key = store.preview(job, index, jpegs.get(index));
                tell(new JobEvent.Preview(job, attempt, index, step.stage(), step.step(), key));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.atDebug().setCause(failure).addKeyValue("jobId", job).log("previews left out");
        }
    }

    private synchronized void tell(JobEvent.Preview preview) {
        if (!closed) {
            events.tell(preview);
        }
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join(END);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
