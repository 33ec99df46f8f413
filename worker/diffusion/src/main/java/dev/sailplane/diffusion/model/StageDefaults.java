package dev.sailplane.diffusion.model;

/**
 * How a network is sampled unless the user says otherwise.
 *
 * @param respacing which of the 1000 timesteps are visited: {@code 100}, {@code fast27}, {@code ddim25}, {@code 10,5,5}
 * @param sampler the step
 * @param eta share of fresh noise in a DDIM step, in [0, 1]; 0 is deterministic; ancestral steps ignore it
 * @param guidanceScale classifier-free guidance; 1 is none, and an upsampler has none
 * @param temperature factor of the start noise
 */
public record StageDefaults(
        String respacing, SamplerKind sampler, double eta, double guidanceScale, double temperature) {
    /** The two samplers of GLIDE. */
    public enum SamplerKind {
        ANCESTRAL,
        DDIM
    }

    public StageDefaults {
        if (!(eta >= 0 && eta <= 1)) {
            throw new IllegalArgumentException("eta must lie in [0, 1]");
        }
        if (!(guidanceScale >= 0 && guidanceScale <= 100)) {
            throw new IllegalArgumentException("guidanceScale must lie in [0, 100]");
        }
        if (!(temperature > 0 && temperature <= 2)) {
            throw new IllegalArgumentException("temperature must lie in (0, 2]");
        }
    }
}
