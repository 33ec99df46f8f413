package dev.sailplane.worker.job;

/** Told of every step, on the engine's thread, which it must not hold up. */
@FunctionalInterface
public interface EngineListener {
    /**
     * A step is done.
     *
     * @throws java.util.concurrent.CancellationException to stop the engine
     */
    void step(EngineStep step);
}
