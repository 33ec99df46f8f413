package dev.sailplane.cli.bench;

import dev.sailplane.diffusion.pipeline.Generation;
import dev.sailplane.diffusion.scheduling.DeficitRoundRobin;
import dev.sailplane.diffusion.scheduling.FairOrder;
import dev.sailplane.diffusion.scheduling.StepScheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** In which order jobs get their steps. For one thread. */
sealed interface ServiceOrder {
    /** Takes a job in. */
    void add(Generation job);

    /** Whether there is nothing to do. */
    boolean idle();

    /** Takes one step of whoever is next. */
    void step();

    private static StepScheduler scheduler(InstantSource clock) {
        Duration turn = Duration.ofMillis(500); // this and the patience: a worker's defaults
        return new StepScheduler(new FairOrder(new DeficitRoundRobin(turn), Duration.ofSeconds(2)), clock);
    }

    /** All jobs together, as workers do it: it is decided anew before each step who takes part. */
    final class Together implements ServiceOrder {
        private final StepScheduler scheduler;

        Together(InstantSource clock) {
            scheduler = ServiceOrder.scheduler(clock);
        }

        @Override
        public void add(Generation job) {
            job.tasks().forEach(scheduler::add);
        }

        @Override
        public boolean idle() {
            return scheduler.idle();
        }

        @Override
        public void step() {
            scheduler.step();
        }
    }

    /** One job at a time, first come, first served. A job's own pictures share batches here, too. */
    final class OneAtATime implements ServiceOrder {
        private final StepScheduler scheduler;
        private final Deque<Generation> waiting = new ArrayDeque<>();
        private @Nullable Generation served;

        OneAtATime(InstantSource clock) {
            scheduler = ServiceOrder.scheduler(clock);
        }

        @Override
        public void add(Generation job) {
            waiting.add(job);
        }

        @Override
        public boolean idle() {
            return waiting.isEmpty() && (served == null || served.over());
        }

        @Override
        public void step() {
            if (served == null || served.over()) {
                served = waiting.remove();
                served.tasks().forEach(scheduler::add);
            }
            scheduler.step();
        }
    }
}
