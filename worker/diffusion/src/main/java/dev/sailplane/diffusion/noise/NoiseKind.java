package dev.sailplane.diffusion.noise;

/** The kinds of random numbers a generation can use. */
public enum NoiseKind {
    /** Counter-based, keyed by seed, image, stage and step: an image does not depend on its batch. The default. */
    KEYED,
    /** What the reference implementation draws on a CPU: the same seed and batch give the same pixels. */
    TORCH_CPU
}
