package dev.sailplane.diffusion.network;

/**
 * The number format of the large matrix products. In the halved formats norms, softmax, time embedding and the last
 * convolution stay in 32 bits, as in GLIDE's own mixed mode; samples enter and predictions leave as 32 bits in all.
 */
public enum Precision {
    /** 32 bits throughout: the reference. */
    FP32,
    /** 16 bits with 11 of mantissa: CUDA only, a CPU is hundreds of times slower in it than in {@link #FP32}. */
    FP16,
    /** 16 bits with 8 of mantissa: about twice as fast as {@link #FP32} where the hardware knows it. */
    BF16
}
