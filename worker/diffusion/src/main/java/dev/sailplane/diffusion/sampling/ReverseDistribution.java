package dev.sailplane.diffusion.sampling;

import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.schedule.NoiseLevel;

/**
 * p(x_{t-1} | x_t), a normal distribution for each element, as a network's prediction implies it. The arrays are shared,
 * not copied, and never written to.
 *
 * @param predictedXStart the finished picture that the prediction implies, [3, H, W]
 * @param mean its mean
 * @param logVariance the logarithm of its variance
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; made anew every step
public record ReverseDistribution(float[] predictedXStart, float[] mean, float[] logVariance) {
    /**
     * The distribution that a prediction implies: predicted picture, hook, clipping, mean; variance learned (Nichol
     * &amp; Dhariwal 2021, equation 15).
     *
     * @param sample x_t
     */
    public static ReverseDistribution of(
            NoiseLevel level, float[] sample, NoisePrediction prediction, DenoisedHook hook, boolean clipDenoised) {
        float[] predicted = hook.apply(
                ForwardProcess.xStartFromNoise(level, sample, prediction.noise().values()));
        float[] xStart = clipDenoised ? clip(predicted) : predicted;
        return new ReverseDistribution(
                xStart,
                ForwardProcess.posteriorMean(level, xStart, sample),
                logVariance(level, prediction.variance().values()));
    }

    /** The variance, e to the {@link #logVariance}. */
    public float[] variance() {
        float[] variance = new float[logVariance.length];
        for (int i = 0; i < variance.length; i++) {
            variance[i] = (float) Math.exp(logVariance[i]);
        }
        return variance;
    }

    /**
     * The mean shifted along a gradient (Dhariwal &amp; Nichol 2021, algorithm 1), for ancestral steps.
     *
     * @param gradient of the guiding function at x_t
     */
    public ReverseDistribution withConditionedMean(float[] gradient) {
        float[] variance = variance();
        float[] shifted = new float[mean.length];
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = mean[i] + variance[i] * gradient[i];
        }
        return new ReverseDistribution(predictedXStart, shifted, logVariance);
    }

    /**
     * The predicted noise shifted along a gradient (Dhariwal &amp; Nichol 2021, algorithm 2), for DDIM steps. The new
     * predicted picture is neither clipped nor given to the hook.
     *
     * @param sample x_t
     * @param gradient of the guiding function at x_t
     */
    public ReverseDistribution withConditionedScore(NoiseLevel level, float[] sample, float[] gradient) {
        float deviation = (float) Math.sqrt(1 - (float) level.alphaCumprod());
        float[] noise = ForwardProcess.noiseFromXStart(level, sample, predictedXStart);
        float[] shifted = Arrays32.combine(1, noise, -deviation, gradient);
        float[] xStart = ForwardProcess.xStartFromNoise(level, sample, shifted);
        return new ReverseDistribution(xStart, ForwardProcess.posteriorMean(level, xStart, sample), logVariance);
    }

    private static float[] logVariance(NoiseLevel level, float[] interpolation) {
        float smallest = (float) level.posteriorLogVariance();
        float largest = (float) Math.log(level.beta());
        float[] logVariance = new float[interpolation.length];
        for (int i = 0; i < logVariance.length; i++) {
            float share = (interpolation[i] + 1) / 2; // not clamped: a network may leave the bounds
            logVariance[i] = share * largest + (1 - share) * smallest;
        }
        return logVariance;
    }

    private static float[] clip(float[] xStart) {
        float[] clipped = new float[xStart.length];
        for (int i = 0; i < clipped.length; i++) {
            clipped[i] = Math.clamp(xStart[i], -1f, 1f);
        }
        return clipped;
    }
}
