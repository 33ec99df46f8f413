package dev.sailplane.diffusion.sampling;

/** Changes the predicted finished picture of every step, before it is clipped and used. */
@FunctionalInterface
public interface DenoisedHook {
    /** Changes nothing. */
    DenoisedHook NONE = predictedXStart -> predictedXStart;

    /**
     * The picture to use instead; may be the same array, changed.
     *
     * @param predictedXStart x_0, [3, H, W]
     */
    float[] apply(float[] predictedXStart);
}
