package dev.sailplane.diffusion.scheduling;

import dev.sailplane.diffusion.network.DeviceMemoryException;
import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.NoisyRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Continuous batching (Yu et al. 2022, Orca: scheduling by iteration, for diffusion steps): before each step it is decided
 * anew who takes part. Tasks come and go between steps, each is at a step of its own, and rows of different prompts, steps,
 * samplers and guidance share a batch as long as they share a {@link Lane}. It has no thread: whoever calls {@link #step}
 * is the device's thread, and no other may call anything here.
 *
 * <p>When the device has no memory for a batch, the lane's limit is halved and the step tried again. When a batch fails
 * otherwise, those in it take their next step alone; who fails alone twice is told so and gets no more steps.
 */
public final class StepScheduler {
    private static final Logger LOG = LoggerFactory.getLogger(StepScheduler.class);
    private static final int FAILURES_ALONE = 2;

    private final StepOrder order;
    private final InstantSource clock;
    private final IdentityHashMap<StepTask, Waiting> tasks = new IdentityHashMap<>();
    private long arrivals;

    /** @param clock tells how long tasks wait and steps take */
    public StepScheduler(StepOrder order, InstantSource clock) {
        this.order = order;
        this.clock = clock;
    }

    /** Takes a task in; it may be in the very next step. */
    public void add(StepTask task) {
        tasks.put(task, new Waiting(task, arrivals++, clock.instant()));
    }

    /** Lets go of a task; its rows are in no further step. */
    public void remove(StepTask task) {
        tasks.remove(task);
    }

    /** Whether there is nothing to do. */
    public boolean idle() {
        tasks.keySet().removeIf(StepTask::over);
        return tasks.isEmpty();
    }

    /** Takes one step of those who come first, as many as fit; returns the rows that got further, 0 when idle. */
    public int step() {
        if (idle()) {
            return 0;
        }
        List<Turn> batch = nextBatch(order.order(List.copyOf(tasks.values()), clock.instant()));
        if (batch.isEmpty()) {
            return 0;
        }
        Lane lane = batch.getFirst().lane;
        Instant start = clock.instant();
        List<NoisePrediction> predictions;
        try {
            predictions = lane.predict(
                    batch.stream().flatMap(turn -> turn.rows.stream()).toList());
        } catch (DeviceMemoryException shortage) {
            makeRoom(lane, batch, shortage);
            return 0;
        } catch (RuntimeException failure) {
            isolate(batch, failure);
            return 0;
        }
        Instant end = clock.instant();
        share(batch, Duration.between(start, end), end);
        advance(batch, predictions);
        return batch.stream().mapToInt(turn -> turn.rows.size()).sum();
    }

    private List<Turn> nextBatch(List<Waiting> ordered) {
        List<Turn> batch = new ArrayList<>();
        int rows = 0;
        for (Waiting candidate : ordered) {
            if (!batch.isEmpty() && !mayJoin(candidate, batch.getFirst(), rows)) {
                continue;
            }
            Optional<Turn> turn = turn(candidate);
            if (turn.isEmpty()) {
                continue;
            }
            int more = turn.get().rows.size();
            if (batch.isEmpty() || rows + more <= batch.getFirst().lane.limit()) {
                batch.add(turn.get());
                rows += more;
            }
        }
        return batch;
    }

    // A task of another lane is not even asked for its rows: its stage would begin, and prompts be encoded, too early.
    private boolean mayJoin(Waiting candidate, Turn first, int rows) {
        try {
            return !first.waiting.suspect()
                    && !candidate.suspect()
                    && rows < first.lane.limit()
                    && candidate.task().lane() == first.lane;
        } catch (RuntimeException failure) {
            failedAlone(candidate, failure);
            return false;
        }
    }

    private Optional<Turn> turn(Waiting candidate) {
        try {
            return Optional.of(Turn.of(candidate));
        } catch (RuntimeException failure) {
            failedAlone(candidate, failure);
            return Optional.empty();
        }
    }

    private void makeRoom(Lane lane, List<Turn> batch, DeviceMemoryException shortage) {
        if (lane.halve()) {
            LOG.atWarn().addKeyValue("limit", lane.limit()).log("out of device memory: smaller batches from now on");
        } else {
            isolate(batch, shortage);
        }
    }

    private void isolate(List<Turn> batch, RuntimeException failure) {
        LOG.atWarn().setCause(failure).addKeyValue("tasks", batch.size()).log("a step failed");
        if (batch.size() == 1) {
            failedAlone(batch.getFirst().waiting, failure);
        } else {
            batch.forEach(turn -> turn.waiting.suspectIt());
        }
    }

    private void failedAlone(Waiting waiting, RuntimeException failure) {
        if (waiting.failAlone() >= FAILURES_ALONE) {
            remove(waiting.task());
            waiting.task().fail(new StepFailedException(failure));
        }
    }

    private void share(List<Turn> batch, Duration taken, Instant now) {
        int rows = batch.stream().mapToInt(turn -> turn.rows.size()).sum();
        for (Turn turn : batch) {
            Duration share = taken.multipliedBy(turn.rows.size()).dividedBy(rows);
            turn.waiting.serve(share, now);
            order.charge(turn.waiting, share);
            turn.waiting.task().charge(share);
        }
    }

    // What is done with the answers is the task's own matter: its failure is nobody else's, and would come again.
    private void advance(List<Turn> batch, List<NoisePrediction> predictions) {
        int from = 0;
        for (Turn turn : batch) {
            int to = from + turn.rows.size();
            if (wantsStep(turn.waiting)) {
                advance(turn.waiting.task(), predictions.subList(from, to));
            }
            from = to;
        }
    }

    // A neighbour's step may have ended a task or let it go.
    private boolean wantsStep(Waiting waiting) {
        return tasks.get(waiting.task()) == waiting && !waiting.task().over();
    }

    private void advance(StepTask task, List<NoisePrediction> predictions) {
        try {
            task.advance(predictions);
        } catch (RuntimeException failure) {
            remove(task);
            task.fail(failure);
        }
    }

    private record Turn(Waiting waiting, Lane lane, List<NoisyRow> rows) {
        static Turn of(Waiting waiting) {
            return new Turn(waiting, waiting.task().lane(), waiting.task().rows());
        }
    }
}
