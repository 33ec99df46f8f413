package dev.sailplane.training.evaluation;

import dev.sailplane.diffusion.image.RgbImage;

/** Peak signal-to-noise ratio of pictures of 8 bits: 10 log10(255&sup2; / mean squared error). */
public final class SignalToNoise {
    private static final double PEAK = 255;
    private static final double HIGHEST = 100; // equal pictures have no noise, and a mean must stay a number

    private SignalToNoise() {}

    /**
     * Of a picture from the true one, dB, at most 100.
     *
     * @throws IllegalArgumentException when their sizes differ
     */
    public static double psnr(RgbImage picture, RgbImage truth) {
        if (picture.width() != truth.width() || picture.height() != truth.height()) {
            throw new IllegalArgumentException("%d x %d pixels are not compared with %d x %d"
                    .formatted(picture.width(), picture.height(), truth.width(), truth.height()));
        }
        byte[] one = picture.rgb();
        byte[] other = truth.rgb();
        long squares = 0;
        for (int i = 0; i < one.length; i++) {
            int difference = (one[i] & 0xff) - (other[i] & 0xff);
            squares += (long) difference * difference;
        }
        double error = (double) squares / one.length;
        return squares == 0 ? HIGHEST : Math.min(HIGHEST, 10 * Math.log10(PEAK * PEAK / error));
    }
}
