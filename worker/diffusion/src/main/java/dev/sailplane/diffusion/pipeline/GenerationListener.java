package dev.sailplane.diffusion.pipeline;

/** Told of every step, on the thread that generates. */
@FunctionalInterface
public interface GenerationListener {
    /** Hears nothing. */
    GenerationListener NONE = progress -> {};

    /**
     * A step of all pictures is done.
     *
     * @throws java.util.concurrent.CancellationException to stop; it reaches the caller of the pipeline
     */
    void step(Progress progress);

    /**
     * A step of all pictures is done, and this is where they are. Told instead of the other.
     *
     * @throws java.util.concurrent.CancellationException to stop; it reaches the caller of the pipeline
     */
    default void step(Progress progress, Moment moment) {
        step(progress);
    }
}
