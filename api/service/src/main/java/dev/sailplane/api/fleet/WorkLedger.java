package dev.sailplane.api.fleet;

import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Counts the work of all active jobs, and learns from ended ones what such jobs take a device. It holds nothing for a job
 * that waits, and is asked in a time that depends on the running jobs alone: a million may wait.
 *
 * <p>A job that is drawn again by another worker counts with what its latest attempt has left. The shared steps of a branch
 * and the part of the way that a variation skips are counted as if they were walked. Not safe for use by several threads.
 */
public final class WorkLedger {
    /** Storing pictures takes some time, too: until its end a job counts with at least this part. */
    private static final double LEAST_PART_LEFT = 0.05;

    private record Kind(String model, OptionalInt size) {
        static Kind of(Job job) {
            return new Kind(job.model(), job.input().size());
        }
    }

    private static final class Waiting {
        private long jobs;
        private long pictureSteps;
        private long picturesOfDefaultSteps;

        private void add(GenerationInput input, int sign) {
            jobs += sign;
            if (input.numInferenceSteps().isPresent()) {
                pictureSteps += (long) sign
                        * input.numOutputs()
                        * input.numInferenceSteps().getAsInt();
            } else {
                picturesOfDefaultSteps += (long) sign * input.numOutputs();
            }
        }
    }

    private record Running(Job job, double fraction) {}

    private final double firstGuess;
    private final Map<Kind, DevicePace> paces = new HashMap<>();
    private final Map<Kind, Waiting> waiting = new HashMap<>();
    private final Map<JobId, Running> running = new HashMap<>();

    /** @param firstGuess device-seconds of a picture for which no job tells yet */
    public WorkLedger(double firstGuess) {
        this.firstGuess = firstGuess;
    }

    /** A job was accepted; to be told once. */
    public void queued(Job job) {
        waiting(job, 1);
    }

    /** A worker has begun a queued job, or got a running one so far: {@code fraction} of the whole, 0 to 1. */
    public void running(Job job, double fraction) {
        if (running.put(job.id(), new Running(job, fraction)) == null) {
            waiting(job, -1);
        }
    }

    /** An active job has ended without pictures; to be told once. */
    public void ended(Job job) {
        if (running.remove(job.id()) == null) {
            waiting(job, -1);
        }
    }

    /**
     * An active job's pictures are there; to be told once.
     *
     * @param stepsTaken of its first stage, if they were heard of
     */
    public void succeeded(Job job, OptionalInt stepsTaken, double deviceSeconds) {
        ended(job);
        pace(Kind.of(job)).learn(job.input(), stepsTaken, deviceSeconds);
    }

    /** All that waits and runs now. */
    public FleetWork work() {
        long queuedJobs = 0;
        double queuedSeconds = 0;
        for (Map.Entry<Kind, Waiting> kind : waiting.entrySet()) {
            Waiting there = kind.getValue();
            queuedJobs += there.jobs;
            queuedSeconds += pace(kind.getKey()).seconds(there.pictureSteps, there.picturesOfDefaultSteps);
        }
        double runningSeconds =
                running.values().stream().mapToDouble(this::left).sum();
        return new FleetWork(queuedJobs, running.size(), queuedSeconds, runningSeconds);
    }

    /** The jobs that run now. */
    public List<JobId> runningJobs() {
        return List.copyOf(running.keySet());
    }

    private double left(Running one) {
        double part = Math.max(1 - one.fraction, LEAST_PART_LEFT);
        return part * pace(Kind.of(one.job)).seconds(one.job.input());
    }

    private void waiting(Job job, int sign) {
        waiting.compute(Kind.of(job), (_, known) -> {
            Waiting there = known == null ? new Waiting() : known;
            there.add(job.input(), sign);
            return there.jobs == 0 ? null : there;
        });
    }

    private DevicePace pace(Kind kind) {
        return paces.computeIfAbsent(kind, _ -> new DevicePace(firstGuess));
    }
}
