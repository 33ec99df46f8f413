package dev.sailplane.diffusion.network;

import dev.sailplane.diffusion.schedule.NoiseLevel;
import java.util.Optional;

/**
 * One picture to learn from, at one noise level. Rows of one batch share the picture's height and width, and the
 * low-resolution pictures' too.
 *
 * @param picture x_0, [3, H, W] in [-1, 1]
 * @param noise what is mixed in and is to be predicted, standard normal, [3, H, W]
 * @param level how much of it, in the process of all 1000 steps
 * @param weight of the noise's error in the loss; 1 for the plain loss
 * @param tokens the caption's; the empty prompt's where the network is to learn to draw without one
 * @param lowResolution [3, h, w] for a super-resolution network, absent for all others
 * @param knownPixels known pixels for an inpainting network; absent means nothing is known
 */
public record TrainingRow(
        PixelTensor picture,
        PixelTensor noise,
        NoiseLevel level,
        double weight,
        PromptTokens tokens,
        Optional<PixelTensor> lowResolution,
        Optional<KnownPixels> knownPixels) {
    /** How many numbers {@link #coefficients} gives. */
    static final int COEFFICIENTS = 11;

    /** The row's numbers in the equations, in the order of {@code training.py}. */
    float[] coefficients() {
        double alphaCumprod = level.alphaCumprod();
        return new float[] {
            level.timestep(),
            (float) Math.sqrt(alphaCumprod),
            (float) Math.sqrt(1 - alphaCumprod),
            (float) Math.sqrt(1 / alphaCumprod),
            (float) Math.sqrt(1 / alphaCumprod - 1),
            (float) level.posteriorMeanOfXStart(),
            (float) level.posteriorMeanOfSample(),
            (float) level.posteriorLogVariance(),
            (float) Math.log(level.beta()),
            level.last() ? 1 : 0,
            (float) weight
        };
    }
}
