package dev.sailplane.diffusion.sampling;

import dev.sailplane.diffusion.schedule.NoiseLevel;

/** What adding noise does, and what it implies backwards (Ho et al. 2020, section 2). Pure functions. */
public final class ForwardProcess {
    private ForwardProcess() {}

    /** A draw from q(x_t | x_0), the picture after t steps of noise (equation 4). */
    public static float[] sample(NoiseLevel level, float[] xStart, float[] noise) {
        float signal = (float) Math.sqrt(level.alphaCumprod());
        float deviation = (float) Math.sqrt(1 - level.alphaCumprod());
        return Arrays32.combine(signal, xStart, deviation, noise);
    }

    /** The mean of q(x_{t-1} | x_t, x_0) (equation 7). */
    public static float[] posteriorMean(NoiseLevel level, float[] xStart, float[] sample) {
        return Arrays32.combine(
                (float) level.posteriorMeanOfXStart(), xStart, (float) level.posteriorMeanOfSample(), sample);
    }

    /** x_0, given x_t and the noise in it (equation 4 solved for x_0). */
    public static float[] xStartFromNoise(NoiseLevel level, float[] sample, float[] noise) {
        return Arrays32.combine(reciprocalSignal(level), sample, -noiseToSignal(level), noise);
    }

    /** The noise in x_t, given x_0 (equation 4 solved for the noise). */
    public static float[] noiseFromXStart(NoiseLevel level, float[] sample, float[] xStart) {
        float reciprocalSignal = reciprocalSignal(level);
        float noiseToSignal = noiseToSignal(level);
        float[] noise = new float[sample.length];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (reciprocalSignal * sample[i] - xStart[i]) / noiseToSignal;
        }
        return noise;
    }

    private static float reciprocalSignal(NoiseLevel level) {
        return (float) Math.sqrt(1 / level.alphaCumprod());
    }

    private static float noiseToSignal(NoiseLevel level) {
        return (float) Math.sqrt(1 / level.alphaCumprod() - 1);
    }
}
