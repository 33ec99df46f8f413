package dev.sailplane.diffusion.noise;

/** The random numbers of one picture in one stage: a pure function of the draw. */
@FunctionalInterface
public interface StageNoise {
    /**
     * Draws standard normal numbers.
     *
     * @param draw {@link NoiseSource#START}, or the number of the executed step from 1
     * @param count how many
     */
    float[] normals(int draw, int count);
}
