package dev.sailplane.training.data;

import dev.sailplane.diffusion.image.RgbImage;

/** Pictures made smaller: every new pixel is the mean of the area it covers, partly covered pixels counted in part. */
public final class AreaAverage {
    private static final int CHANNELS = 3;

    private AreaAverage() {}

    /**
     * A square of a picture at another size.
     *
     * @param left first column of the square
     * @param top first row of the square
     * @param square its side in pixels, at least {@code side}
     * @param side the new side in pixels
     */
    public static RgbImage of(RgbImage picture, int left, int top, int square, int side) {
        if (side > square
                || left < 0
                || top < 0
                || left + square > picture.width()
                || top + square > picture.height()) {
            throw new IllegalArgumentException("no %d pixels from a square of %d at %d, %d of %d x %d"
                    .formatted(side, square, left, top, picture.width(), picture.height()));
        }
        double[] sums = new double[CHANNELS * side * side];
        double step = (double) square / side;
        double[] row = new double[CHANNELS * side];
        for (int y = 0; y < square; y++) {
            sumRow(picture, left, top + y, step, row);
            for (int out = (int) (y / step); out < side && out * step < y + 1; out++) {
                double share = covered(y, out, step);
                for (int i = 0; i < row.length; i++) {
                    sums[out * row.length + i] += share * row[i];
                }
            }
        }
        return rounded(sums, side, 1 / (step * step));
    }

    /** Of all new pixels of a row, the sums of what they cover of a row of the picture. */
    private static void sumRow(RgbImage picture, int left, int y, double step, double[] row) {
        int side = row.length / CHANNELS;
        for (int out = 0; out < side; out++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                double sum = 0;
                for (int x = (int) (out * step); x < end(out, step, side); x++) {
                    int at = CHANNELS * (y * picture.width() + left + x) + channel;
                    sum += covered(x, out, step) * Byte.toUnsignedInt(picture.rgb()[at]);
                }
                row[CHANNELS * out + channel] = sum;
            }
        }
    }

    /** The pixel after the last that a new one covers. */
    private static int end(int out, double step, int side) {
        return (int) Math.min(Math.ceil((out + 1) * step), Math.rint(side * step));
    }

    /** How much of a pixel lies within a new one, 0 to 1. */
    private static double covered(int pixel, int out, double step) {
        return Math.max(0, Math.min(pixel + 1.0, (out + 1) * step) - Math.max(pixel, out * step));
    }

    private static RgbImage rounded(double[] sums, int side, double factor) {
        byte[] rgb = new byte[sums.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.min(255, Math.round(sums[i] * factor));
        }
        return new RgbImage(side, side, rgb);
    }
}
