package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.noise.NoiseKind;

/**
 * Where the random numbers of a generation come from.
 *
 * @param seed any number; {@link NoiseKind#TORCH_CPU} uses its low 32 bits only, as the reference does
 * @param kind which numbers a seed stands for
 * @param firstImage number of the first picture: 0, or more to make some pictures of a larger order again; 0 with {@link
 *     NoiseKind#TORCH_CPU}, where a picture depends on its whole batch
 */
public record NoiseSettings(long seed, NoiseKind kind, int firstImage) {
    public NoiseSettings {
        if (firstImage < 0 || (firstImage > 0 && kind == NoiseKind.TORCH_CPU)) {
            throw new IllegalArgumentException("firstImage must be 0, or with keyed noise more, not " + firstImage);
        }
    }

    /** From the first picture on. */
    public NoiseSettings(long seed, NoiseKind kind) {
        this(seed, kind, 0);
    }

    /** The default kind. */
    public static NoiseSettings keyed(long seed) {
        return new NoiseSettings(seed, NoiseKind.KEYED);
    }
}
