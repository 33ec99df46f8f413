package dev.sailplane.diffusion.sampling;

import dev.sailplane.diffusion.noise.StageNoise;
import dev.sailplane.diffusion.schedule.NoiseSchedule;

/**
 * All that stays the same on one picture's way through one stage.
 *
 * @param schedule the noise levels visited
 * @param sampler the step
 * @param guidance prompt and guidance
 * @param denoised what is done to every predicted picture, and whether it is then clipped
 * @param noise the picture's random numbers
 */
public record TrajectorySettings(
        NoiseSchedule schedule, Sampler sampler, Guidance guidance, Denoised denoised, StageNoise noise) {
    /**
     * What is done to every predicted picture.
     *
     * @param hook first this
     * @param clip then, if set, clipping to [-1, 1]
     */
    public record Denoised(DenoisedHook hook, boolean clip) {
        /** Clipping alone. */
        public static final Denoised CLIPPED = new Denoised(DenoisedHook.NONE, true);
    }
}
