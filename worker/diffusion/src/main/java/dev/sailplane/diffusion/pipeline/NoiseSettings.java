package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.noise.NoiseKind;

/**
 * Where the random numbers of a generation come from.
 *
 * @param seed any number; {@link NoiseKind#TORCH_CPU} uses its low 32 bits only, as the reference does
 * @param kind which numbers a seed stands for
 */
public record NoiseSettings(long seed, NoiseKind kind) {
    /** The default kind. */
    public static NoiseSettings keyed(long seed) {
        return new NoiseSettings(seed, NoiseKind.KEYED);
    }
}
