package dev.sailplane.diffusion.noise;

/**
 * Standard normal numbers as a pure function of their place in a generation: the same arguments always give the same
 * numbers, in whatever order they are asked for, so that a generation holds no generator's state. Safe for use by many
 * threads.
 */
@FunctionalInterface
public interface NoiseSource {
    /** The draw that a stage starts from; draw {@code k} belongs to the k-th executed step, counted from 1. */
    int START = 0;

    /**
     * Draws.
     *
     * @param image index of the picture within its generation, from 0
     * @param stage index of the stage: 0 for the base, 1 for the upsampler
     * @param draw {@link #START}, or the number of the executed step from 1
     * @param count how many numbers; always the same for the same stage
     */
    float[] normals(int image, int stage, int draw, int count);

    /** The numbers of one picture in one stage. */
    default StageNoise of(int image, int stage) {
        return (draw, count) -> normals(image, stage, draw, count);
    }
}
