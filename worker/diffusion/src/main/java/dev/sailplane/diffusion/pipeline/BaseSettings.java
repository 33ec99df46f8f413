package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.sampling.Sampler;
import dev.sailplane.diffusion.schedule.Respacing;

/**
 * How the base stage samples.
 *
 * @param respacing which timesteps are visited
 * @param sampler the step
 * @param guidanceScale classifier-free guidance (Ho &amp; Salimans 2022), in [0, 100]: 1 is none and halves the work, 3
 *     is usual
 */
public record BaseSettings(Respacing respacing, Sampler sampler, double guidanceScale) {
    /** The largest guidance scale allowed. */
    public static final double MAXIMUM_GUIDANCE_SCALE = 100;

    public BaseSettings {
        if (respacing.span() < Respacing.DIFFUSION_STEPS) {
            throw new IllegalArgumentException(
                    "a base network begins with pure noise; it cannot walk " + respacing.specification());
        }
        if (!(guidanceScale >= 0 && guidanceScale <= MAXIMUM_GUIDANCE_SCALE)) {
            throw new IllegalArgumentException("guidanceScale must lie in [0, 100], not " + guidanceScale);
        }
    }
}
