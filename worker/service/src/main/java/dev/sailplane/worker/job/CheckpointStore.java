package dev.sailplane.worker.job;

import dev.sailplane.contract.JobId;
import java.util.Optional;

/**
 * Keeps the work in progress of jobs, one checkpoint a job. Each write is conditional on what it replaces, so that of two
 * writers one is refused. What is damaged or too large counts as absent. Safe for use by several threads. All methods but
 * {@link #damaged} throw {@link StoreUnavailableException} when the store cannot be reached.
 *
 * @see <a href="../../../../../../../../../infra/adr/0010-checkpoints-and-fencing.md">decision 0010</a>
 */
public interface CheckpointStore {
    /** The job's checkpoint, if there is one that can be used. */
    Optional<Stored> latest(JobId job) throws InterruptedException;

    /** Whose the job's checkpoint is, if there is one, usable or not. */
    Optional<Mark> mark(JobId job) throws InterruptedException;

    /**
     * Puts a checkpoint in the place of another.
     *
     * @param replaced the version replaced; absent when there may be none
     * @return the new version, never the same twice
     * @throws FencedException when something else lies there, or nothing; a write of one's own that was reported as
     *     refused is recognised and is none
     */
    String save(JobId job, Checkpoint checkpoint, Optional<String> replaced) throws InterruptedException;

    /** Deletes a job's checkpoint; one that is not there does not matter. Kept steps stay. */
    void forget(JobId job) throws InterruptedException;

    /** Keeps the work in progress after a step of the base stage; where some lies already, that stays. */
    void keepStep(JobId job, int step, byte[] content) throws InterruptedException;

    /** The work in progress that was kept after a step of the base stage. */
    Optional<byte[]> step(JobId job, int step) throws InterruptedException;

    /** How often something was found that could not be used. */
    long damaged();

    /** A checkpoint and the version it is replaced by. */
    record Stored(Checkpoint checkpoint, String version) {}

    /**
     * A checkpoint without its content.
     *
     * @param attempt its owner
     * @param movedBy the attempt that got this far
     */
    record Mark(int attempt, int movedBy, String version) {}
}
