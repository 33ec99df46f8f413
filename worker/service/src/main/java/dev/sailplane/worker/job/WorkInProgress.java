package dev.sailplane.worker.job;

import java.time.Duration;

/** An order's work in progress after a step: what an engine can go on from. */
@FunctionalInterface
public interface WorkInProgress {
    /** What an engine gives that cannot go on from anywhere. */
    WorkInProgress NONE = () -> new byte[0];

    /**
     * The work in progress in the engine's own form; empty when there is nothing to go on from. Made when asked for, on
     * any thread, also after later steps were done. Nobody writes to the array.
     */
    byte[] bytes();

    /** How long the device worked for it in this attempt; zero when the engine does not tell. */
    default Duration deviceTime() {
        return Duration.ZERO;
    }
}
