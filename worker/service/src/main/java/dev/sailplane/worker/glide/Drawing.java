package dev.sailplane.worker.glide;

import dev.sailplane.contract.Priority;
import dev.sailplane.diffusion.pipeline.Generation;
import dev.sailplane.diffusion.pipeline.GenerationState;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.diffusion.scheduling.Claim;
import dev.sailplane.diffusion.scheduling.StepScheduler;
import dev.sailplane.diffusion.scheduling.Urgency;
import dev.sailplane.worker.job.EngineListener;
import dev.sailplane.worker.job.ImageOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An order in the engine, leg after leg. All methods but {@link #outcome} belong to the device's thread. */
final class Drawing {
    private static final Logger LOG = LoggerFactory.getLogger(Drawing.class);

    private final DecodedOrder decoded;
    private final EngineListener listener;
    private final StepScheduler scheduler;
    private final CompletableFuture<Drawn> outcome = new CompletableFuture<>();
    private final Deque<Leg> legs = new ArrayDeque<>();
    private @Nullable GlidePipeline pipeline;
    private @Nullable Generation generation;
    private Duration deviceTime = Duration.ZERO;
    private boolean exact = true;

    /**
     * What came of it.
     *
     * @param generation finished and closed; its pictures can be had on any thread
     * @param exact whether the pictures' bits do not depend on their company
     */
    record Drawn(Generation generation, Duration deviceTime, boolean exact) {}

    Drawing(DecodedOrder decoded, EngineListener listener, StepScheduler scheduler) {
        this.decoded = decoded;
        this.listener = listener;
        this.scheduler = scheduler;
    }

    ImageOrder order() {
        return decoded.order();
    }

    /** Completed when all is drawn, it has failed or was withdrawn. */
    CompletableFuture<Drawn> outcome() {
        return outcome;
    }

    /** Begins, or goes on where an earlier attempt was. */
    void begin(GlidePipeline model) {
        pipeline = model;
        legs.addAll(decoded.legs(model));
        Optional<GenerationState> state = decoded.checkpoint();
        if (state.isEmpty() || !canBegin(state)) {
            restart();
        }
    }

    /** On to the next leg when one is done, or to the end. Whether all is over. */
    boolean proceed() {
        Generation current = generation;
        while (current != null && current.over()) {
            GenerationState reached = current.state();
            end();
            if (current.failure().isPresent()) {
                outcome.completeExceptionally(current.failure().get());
                return true;
            }
            legs.removeFirst();
            if (legs.isEmpty()) {
                outcome.complete(new Drawn(current, deviceTime, exact));
                return true;
            }
            start(Optional.of(reached));
            current = generation;
        }
        return outcome.isDone();
    }

    /** Lets go of the device; the outcome is a failure of the given kind unless there is one already. */
    void withdraw(RuntimeException reason) {
        end();
        outcome.completeExceptionally(reason);
    }

    double secondsLeft() {
        return generation == null ? 0 : generation.secondsLeft();
    }

    private boolean canBegin(Optional<GenerationState> state) {
        Deque<Leg> all = new ArrayDeque<>(legs);
        legs.removeIf(leg -> leg.isBehind(state.get()));
        try {
            start(state);
            return true;
        } catch (IllegalArgumentException misfit) {
            LOG.atWarn().addKeyValue("reason", misfit.getMessage()).log("kept work does not fit: begun anew");
            legs.clear();
            legs.addAll(all);
            return false;
        }
    }

    private void restart() {
        start(Optional.empty());
    }

    private void start(Optional<GenerationState> from) {
        Leg leg = legs.getFirst();
        StepListener steps = new StepListener(listener, legs.getLast().request(), deviceTime);
        Generation started = requirePipeline().begin(leg.request(), claim(), steps, leg.course(from));
        generation = started;
        started.tasks().forEach(scheduler::add);
    }

    private void end() {
        Generation ended = generation;
        if (ended != null) {
            ended.tasks().forEach(scheduler::remove);
            exact &= ended.exact();
            deviceTime = deviceTime.plus(ended.deviceTime());
            ended.close();
            generation = null;
        }
    }

    private Claim claim() {
        return new Claim(
                order().tenant(),
                order().priority() == Priority.INTERACTIVE ? Urgency.INTERACTIVE : Urgency.BATCH,
                order().deadline());
    }

    private GlidePipeline requirePipeline() {
        if (pipeline == null) {
            throw new IllegalStateException("not begun");
        }
        return pipeline;
    }
}
