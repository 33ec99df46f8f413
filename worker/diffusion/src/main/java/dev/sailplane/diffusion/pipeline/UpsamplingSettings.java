package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.sampling.Sampler;
import dev.sailplane.diffusion.schedule.Respacing;

/**
 * How the upsampling stage samples.
 *
 * @param respacing which timesteps are visited; if among the first alone, the way begins with the small picture enlarged
 *     and as much noise as belongs to the last of them, not with pure noise
 * @param sampler the step
 * @param temperature factor of the start noise, in (0, 2]: 0.997 is usual, 1 is sharper and can be grainy
 */
public record UpsamplingSettings(Respacing respacing, Sampler sampler, double temperature) {
    /** The temperature of the public models. */
    public static final double DEFAULT_TEMPERATURE = 0.997;

    public UpsamplingSettings {
        if (!(temperature > 0 && temperature <= 2)) {
            throw new IllegalArgumentException("temperature must lie in (0, 2], not " + temperature);
        }
    }
}
