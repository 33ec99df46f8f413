package dev.sailplane.cli.bench;

import dev.sailplane.cli.bench.JobTimes.Wait;
import dev.sailplane.diffusion.pipeline.Course;
import dev.sailplane.diffusion.pipeline.Generation;
import dev.sailplane.diffusion.pipeline.GenerationRequest;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.diffusion.scheduling.Claim;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Jobs come and are served on one thread until all have ended or the time is up. */
final class SchedulingRun {
    private final GlidePipeline pipeline;
    private final Function<Arrival, Order> orders;
    private final Duration limit;
    private final InstantSource clock;
    private final Consumer<Duration> pause;

    /**
     * What a job asks for.
     *
     * @param claim of whom and how urgently
     */
    record Order(GenerationRequest request, Claim claim) {}

    /**
     * @param orders what arriving jobs ask for
     * @param limit after which the run ends, whatever is left
     * @param pause waits for so long
     */
    SchedulingRun(
            GlidePipeline pipeline,
            Function<Arrival, Order> orders,
            Duration limit,
            InstantSource clock,
            Consumer<Duration> pause) {
        this.pipeline = pipeline;
        this.orders = orders;
        this.limit = limit;
        this.clock = clock;
        this.pause = pause;
    }

    /** Runs once, adding to the times. */
    void run(List<Arrival> arrivals, ServiceOrder order, JobTimes times) {
        Instant start = clock.instant();
        Deque<Arrival> coming = new ArrayDeque<>(arrivals);
        List<Job> present = new ArrayList<>();
        try {
            while (!(coming.isEmpty() && present.isEmpty()) && since(start).compareTo(limit) < 0) {
                admit(coming, start, present, order);
                if (order.idle()) {
                    pause.accept(coming.getFirst().at().minus(since(start)));
                } else {
                    order.step();
                    present.removeIf(job -> job.endedNow(times));
                }
            }
        } finally {
            present.forEach(job -> job.generation.close());
        }
        times.runEnded(seconds(since(start)));
        present.forEach(job -> job.cutOff(times));
        coming.forEach(_ -> times.cutOff());
    }

    private void admit(Deque<Arrival> coming, Instant start, List<Job> present, ServiceOrder order) {
        while (!coming.isEmpty() && coming.getFirst().at().compareTo(since(start)) <= 0) {
            Arrival arrival = coming.removeFirst();
            Job job = new Job(arrival, start.plus(arrival.at()));
            present.add(job);
            order.add(job.generation);
        }
    }

    private Duration since(Instant start) {
        return Duration.between(start, clock.instant());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() * 1e-9;
    }

    /** A job that has come. What it waits counts from when it came, also when a step was under way then. */
    private final class Job {
        private final Arrival.Kind kind;
        private final Instant came;
        private final Generation generation;
        private @Nullable Instant firstStep;

        Job(Arrival arrival, Instant came) {
            this.kind = arrival.kind();
            this.came = came;
            Order order = orders.apply(arrival);
            this.generation = pipeline.begin(order.request(), order.claim(), _ -> stepped(), Course.WHOLE);
        }

        private void stepped() {
            if (firstStep == null) {
                firstStep = clock.instant();
            }
        }

        boolean endedNow(JobTimes times) {
            if (!generation.over()) {
                return false;
            }
            generation.close();
            generation.failure().ifPresent(failure -> {
                throw failure;
            });
            tell(times);
            return true;
        }

        void cutOff(JobTimes times) {
            tell(times);
            times.cutOff();
        }

        private void tell(JobTimes times) {
            Instant now = clock.instant();
            switch (kind) {
                case LONG -> times.of(Wait.LONG_END).add(waited(now));
                case SHORT -> {
                    times.of(Wait.SHORT_FIRST_STEP).add(waited(firstStep == null ? now : firstStep));
                    times.of(Wait.SHORT_END).add(waited(now));
                }
            }
        }

        private double waited(Instant until) {
            return seconds(Duration.between(came, until));
        }
    }
}
