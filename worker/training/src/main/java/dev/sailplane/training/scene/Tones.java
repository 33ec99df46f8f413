package dev.sailplane.training.scene;

import java.util.Arrays;

/**
 * How light a sprite is where it is opaque, as luminance 0 to 1.
 *
 * @param median half of it is darker
 * @param range from the darkest twentieth to the lightest, at least 0.5
 */
record Tones(double median, double range) {
    private static final int OPAQUE = 128;
    private static final double LEAST_RANGE = 0.5;

    /** The tones of pixels with colours multiplied by alpha. */
    static Tones of(int... pixels) {
        double[] luminances = Arrays.stream(pixels)
                .filter(pixel -> (pixel >>> 24) >= OPAQUE)
                .mapToDouble(Tones::luminance)
                .sorted()
                .toArray();
        if (luminances.length == 0) {
            return new Tones(0.5, LEAST_RANGE);
        }
        double range = quantile(luminances, 0.95) - quantile(luminances, 0.05);
        return new Tones(quantile(luminances, 0.5), Math.max(range, LEAST_RANGE));
    }

    /** Luminance of a pixel whose colours are multiplied by alpha; 0 where it is clear. */
    static double luminance(int pixel) {
        int alpha = pixel >>> 24;
        double weighted =
                0.30 * MipMap.channel(pixel, 16) + 0.59 * MipMap.channel(pixel, 8) + 0.11 * MipMap.channel(pixel, 0);
        return alpha == 0 ? 0 : Math.min(weighted / alpha, 1);
    }

    private static double quantile(double[] sorted, double part) {
        return sorted[(int) Math.round(part * (sorted.length - 1))];
    }
}
