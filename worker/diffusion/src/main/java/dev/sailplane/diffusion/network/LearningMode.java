package dev.sailplane.diffusion.network;

/**
 * How a network learns.
 *
 * @param part what of it changes
 * @param dropout part of the features that is left out before the second convolution of every residual block, 0 to
 *     below 1; GLIDE was trained with 0.1
 * @param recompute whether of the U-Net's activations only the inputs of its blocks are kept and what lies between is
 *     computed a second time: a batch takes less memory and more time
 */
public record LearningMode(TrainedPart part, double dropout, boolean recompute) {
    /** All of it, with all features. */
    public static final LearningMode PLAIN = new LearningMode(TrainedPart.ALL, 0, false);

    public LearningMode {
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be at least 0 and below 1, not " + dropout);
        }
        if (recompute && dropout > 0) {
            throw new IllegalArgumentException("recomputing goes with dropout 0: other features would be left out");
        }
    }
}
