package dev.sailplane.api.fleet.simulation;

import dev.sailplane.api.job.Sample;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.OutputOptions;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Jobs of a week: a Poisson process whose rate follows the day, and crowds that come at once.
 *
 * @param seconds how long it lasts
 * @param rate jobs a second, at a second of the week; at most {@code maximumRate}
 * @param crowds how many crowds there are
 * @param crowd jobs of each
 */
record Workload(double seconds, DoubleUnaryOperator rate, double maximumRate, int crowds, int crowd) {
    static final double WEEK = 7 * 86_400;

    /** A job that comes at a time and will take a device so long. */
    record Order(double at, Job job, double deviceSeconds) {}

    private record Kind(int part, int size, int pictures, OptionalInt steps, double secondsPerStep) {
        private static final int USUAL_STEPS = 50;

        double seconds() {
            return pictures * steps.orElse(USUAL_STEPS) * secondsPerStep;
        }

        Job job() {
            Job sample = Sample.job(0);
            return new Job(
                    sample.id(),
                    sample.tenant(),
                    sample.model(),
                    sample.version(),
                    new GenerationInput(
                            "a red ring",
                            "",
                            7,
                            pictures,
                            OptionalInt.of(size),
                            steps,
                            OptionalInt.empty(),
                            Optional.empty(),
                            OptionalDouble.empty(),
                            Optional.empty(),
                            OutputOptions.PLAIN,
                            Optional.empty(),
                            Set.of()),
                    Optional.empty(),
                    sample.createdAt(),
                    Optional.empty(),
                    "",
                    sample.priority(),
                    Optional.empty());
        }
    }

    // Mean: about 17 device-seconds a job.
    private static final List<Kind> KINDS = List.of(
            new Kind(40, 64, 1, OptionalInt.empty(), 0.04),
            new Kind(40, 256, 1, OptionalInt.empty(), 0.16),
            new Kind(18, 256, 4, OptionalInt.empty(), 0.16),
            new Kind(2, 256, 10, OptionalInt.of(250), 0.16));

    /** Nights are quiet, days are busy; so many jobs in all, a tenth of them in crowds. */
    static Workload ofAWeek(long jobs) {
        double mean = 0.9 * jobs / WEEK;
        int crowds = 20;
        return new Workload(WEEK, second -> mean * day(second), 2 * mean, crowds, (int) (0.1 * jobs / crowds));
    }

    private static double day(double second) {
        return 1 + Math.sin(2 * Math.PI * second / 86_400 - Math.PI / 2);
    }

    /** The jobs in the order of their arrival; the same for the same seed. */
    Iterator<Order> orders(long seed) {
        Random random = new Random(seed);
        double[] crowdTimes = random.doubles(crowds, 0, seconds).sorted().toArray();
        List<Job> samples = KINDS.stream().map(Kind::job).toList();
        return new Iterator<>() {
            private double next = later(0);
            private int crowdsCome;
            private int left;
            private long number;

            @Override
            public boolean hasNext() {
                return left > 0 || next < seconds || crowdsCome < crowds;
            }

            @Override
            public Order next() {
                if (left > 0) {
                    left--;
                    return order(crowdTimes[crowdsCome - 1]);
                }
                if (crowdsCome < crowds && crowdTimes[crowdsCome] <= next) {
                    left = crowd - 1;
                    return order(crowdTimes[crowdsCome++]);
                }
                if (next >= seconds) {
                    throw new NoSuchElementException();
                }
                double at = next;
                next = later(at);
                return order(at);
            }

            // Thinning (Lewis and Shedler 1979).
            private double later(double at) {
                double candidate = at;
                do {
                    candidate -= Math.log(1 - random.nextDouble()) / maximumRate;
                } while (candidate < seconds && random.nextDouble() * maximumRate > rate.applyAsDouble(candidate));
                return candidate;
            }

            private Order order(double at) {
                int draw = random.nextInt(100);
                int index = 0;
                while (draw >= KINDS.get(index).part()) {
                    draw -= KINDS.get(index++).part();
                }
                double luck = Math.exp(0.15 * random.nextGaussian());
                return new Order(at, named(samples.get(index)), KINDS.get(index).seconds() * luck);
            }

            private Job named(Job sample) {
                JobId id = new JobId("01jmzx3v9q8t7w6y%010d".formatted(number++));
                return new Job(
                        id,
                        sample.tenant(),
                        sample.model(),
                        sample.version(),
                        sample.input(),
                        sample.webhook(),
                        sample.createdAt(),
                        sample.deadline(),
                        sample.fingerprint(),
                        sample.priority(),
                        sample.traceparent());
            }
        };
    }
}
