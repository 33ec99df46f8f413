package dev.sailplane.worker.job;

import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves an attempt's work in progress beside the drawing, one save at a time and always the newest: a slow or absent
 * store delays saves and holds up nothing. When a save shows that another attempt has taken over, the drawing is stopped
 * at its next step. Steps come one after the other; all else is called by whoever waits for the drawing.
 */
final class Checkpointing implements EngineListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointing.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(1);

    private final Fence fence;
    private final CheckpointRule rule;
    private final Set<Integer> kept;
    private final InstantSource clock;
    private final StepCount count;
    private final Duration deviceTimeBefore;
    // Steps come on a thread of the engine, which knows nothing of the job's trace.
    private final Context trace = Context.current();
    private final List<Thread> keeping = new ArrayList<>();
    private @Nullable Reached newest;
    private @Nullable Thread saving;
    private int savedSteps;
    private Instant due;
    private Instant notBefore = Instant.MIN;
    private boolean fenced;

    /** @param kept steps of the base stage that are kept for branches */
    Checkpointing(Fence fence, CheckpointRule rule, Set<Integer> kept, InstantSource clock) {
        this.fence = fence;
        this.rule = rule;
        this.kept = kept;
        this.clock = clock;
        this.savedSteps = fence.checkpoint().map(Checkpoint::steps).orElse(0);
        this.deviceTimeBefore = fence.checkpoint().map(Checkpoint::deviceTime).orElse(Duration.ZERO);
        this.count = new StepCount(savedSteps);
        this.due = dueAfter(clock.instant());
    }

    @Override
    public synchronized void step(EngineStep step) {
        if (fenced) {
            throw new CancellationException("another attempt has taken over");
        }
        Reached reached = new Reached(step.state(), count.after(step));
        newest = reached;
        if (StepCount.isOfFirstStage(step) && kept.contains(step.step())) {
            keeping.add(Thread.ofVirtual().name("kept-step").start(trace.wrap(() -> keep(step))));
        }
        boolean finished = step.last() && step.ahead().isEmpty();
        if (!finished && isDue(reached.steps) && (saving == null || !saving.isAlive())) {
            saving = Thread.ofVirtual().name("checkpoint").start(trace.wrap(this::save));
        }
    }

    /** Waits until the steps are stored that others may branch off from. */
    void awaitKept() throws InterruptedException {
        for (Thread thread : threadsKeeping()) {
            thread.join();
        }
    }

    /** @throws FencedException when the drawing was stopped because another attempt has taken over */
    synchronized void requireHeld() {
        if (fenced) {
            throw new FencedException("another attempt has taken over");
        }
    }

    /** Saves the newest state, after the drawing has ended, unless that takes longer than the limit. */
    void saveNewest(Duration limit) {
        Thread last = Thread.ofVirtual().name("last-checkpoint").start(trace.wrap(this::finish));
        try {
            if (!last.join(limit)) {
                LOG.atWarn().log("work in progress could not be saved in time");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        last.interrupt();
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        threadsKeeping().forEach(Thread::interrupt);
        Thread last = saving();
        if (last != null) {
            last.interrupt();
            awaitEnd(last);
        }
    }

    private boolean isDue(int steps) {
        Instant now = clock.instant();
        boolean manySteps = rule.steps() > 0 && steps - savedSteps >= rule.steps();
        return !now.isBefore(notBefore) && (manySteps || !now.isBefore(due));
    }

    private void finish() {
        try {
            Thread under = saving();
            if (under != null) {
                under.join();
            }
            save();
            awaitKept();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void save() {
        Reached reached = unsaved();
        if (reached == null) {
            return;
        }
        Instant begun = clock.instant();
        try {
            byte[] content = reached.state.bytes();
            if (content.length > 0) {
                fence.save(content, reached.steps, deviceTimeBefore.plus(reached.state.deviceTime()));
            }
            saved(reached.steps, begun);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (FencedException _) {
            lost();
        } catch (RuntimeException failure) {
            LOG.atWarn().setCause(failure).log("work in progress not saved");
            retryLater();
        }
    }

    private void keep(EngineStep step) {
        try {
            byte[] content = step.state().bytes();
            if (content.length > 0) {
                fence.keepStep(step.step(), content);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            // A branch draws the steps itself, then.
            LOG.atWarn().setCause(failure).addKeyValue("step", step.step()).log("step not kept");
        }
    }

    private synchronized @Nullable Reached unsaved() {
        return fenced || newest == null || newest.steps == savedSteps ? null : newest;
    }

    private synchronized void saved(int steps, Instant begun) {
        savedSteps = steps;
        due = dueAfter(begun);
    }

    private synchronized void lost() {
        fenced = true;
    }

    private synchronized void retryLater() {
        notBefore = clock.instant().plus(RETRY);
    }

    private synchronized @Nullable Thread saving() {
        return saving;
    }

    private synchronized List<Thread> threadsKeeping() {
        return List.copyOf(keeping);
    }

    private Instant dueAfter(Instant start) {
        return rule.interval().isZero() ? Instant.MAX : start.plus(rule.interval());
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join(END);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private record Reached(WorkInProgress state, int steps) {}
}
