package dev.sailplane.training.run;

import dev.sailplane.diffusion.image.EightBits;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.training.data.AreaAverage;
import java.util.SplittableRandom;

/**
 * Small pictures as a base network might have drawn them: areas averaged as in guided-diffusion, then slightly blurred
 * and noisy (Ramesh et al. 2022, section 2.2; GLIDE's own paper has neither), and on the grid of 8 bits that an upsampler
 * is given when it draws.
 */
final class LowResolution {
    private static final double REACH = 3;

    private final Upsampling upsampling;
    private final int ratio;

    LowResolution(Upsampling upsampling, int ratio) {
        this.upsampling = upsampling;
        this.ratio = ratio;
    }

    /** The small picture of a square one. */
    PixelTensor of(RgbImage picture, SplittableRandom random) {
        double blur = upsampling.blur() * random.nextDouble();
        double noise = upsampling.noise() * random.nextDouble();
        int side = picture.width() / ratio;
        PixelTensor small = EightBits.tensor(AreaAverage.of(picture, 0, 0, picture.width(), side));
        float[] values = small.values();
        if (blur > 0) {
            double[] weights = weights(blur);
            values = blurred(values, side, 1, weights);
            values = blurred(values, side, side, weights);
        }
        for (int i = 0; i < values.length && noise > 0; i++) {
            values[i] += (float) (noise * random.nextGaussian());
        }
        return EightBits.quantised(new PixelTensor(small.channels(), side, side, values));
    }

    /** Of a Gaussian, from the middle outwards; all of them, both ways, make 1. */
    private static double[] weights(double deviation) {
        double[] weights = new double[1 + (int) Math.ceil(REACH * deviation)];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = StrictMath.exp(-0.5 * (i / deviation) * (i / deviation));
            sum += i == 0 ? weights[i] : 2 * weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /** Along rows (stride 1) or columns (stride side); the outermost pixels go on outside. */
    private static float[] blurred(float[] values, int side, int stride, double[] weights) {
        float[] blurred = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int place = i / stride % side;
            double sum = weights[0] * values[i];
            for (int k = 1; k < weights.length; k++) {
                int before = i - Math.min(k, place) * stride;
                int after = i + Math.min(k, side - 1 - place) * stride;
                sum += weights[k] * ((double) values[before] + values[after]);
            }
            blurred[i] = (float) sum;
        }
        return blurred;
    }
}
