package dev.sailplane.diffusion.network;

/**
 * How a network learns.
 *
 * @param part what of it changes
 * @param dropout part of the features that is left out before the second convolution of every residual block, 0 to
 *     below 1; GLIDE was trained with 0.1
 */
public record LearningMode(TrainedPart part, double dropout) {
    /** All of it, with all features. */
    public static final LearningMode PLAIN = new LearningMode(TrainedPart.ALL, 0);

    public LearningMode {
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be at least 0 and below 1, not " + dropout);
        }
    }
}
