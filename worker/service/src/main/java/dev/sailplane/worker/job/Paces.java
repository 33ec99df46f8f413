package dev.sailplane.worker.job;

import dev.sailplane.contract.Job;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How long steps take on this worker, by what they depend on: a moving average over the steps of all jobs so far, in
 * which the latest weigh most. Safe for use by several threads.
 */
final class Paces {
    /** Kinds of work remembered at most. */
    static final int REMEMBERED = 1_000;

    private static final double WEIGHT_OF_THE_LATEST = 0.2;

    private final Map<Work, Double> secondsPerStep = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Work, Double> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Takes one step's duration into account. */
    synchronized void measure(Work work, double seconds) {
        secondsPerStep.merge(work, seconds, (average, latest) -> average + WEIGHT_OF_THE_LATEST * (latest - average));
    }

    /** The pace; empty when nothing of the kind was measured. */
    synchronized OptionalDouble secondsPerStep(Work work) {
        Double seconds = secondsPerStep.get(work);
        return seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds);
    }

    /**
     * What the duration of a step depends on.
     *
     * @param pictures in the batch
     * @param size in pixels; empty for the model's default
     */
    record Work(String model, String stage, int pictures, OptionalInt size) {
        static Work of(Job job, String stage) {
            return new Work(
                    job.model(), stage, job.input().numOutputs(), job.input().size());
        }
    }
}
