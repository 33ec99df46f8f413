package dev.sailplane.diffusion.image;

/**
 * Resizing by Keys's cubic (a = -0.5) with antialiasing, bit for bit as the Python imaging library Pillow does it: fixed
 * point weights of 22 bits, rows first, rounded to 8 bits in between.
 */
public final class BicubicResize {
    private static final int PRECISION_BITS = 22;
    private static final double A = -0.5;
    private static final double REACH = 2;

    private BicubicResize() {}

    /** The picture at another size. */
    public static RgbImage resize(RgbImage picture, int width, int height) {
        RgbImage wide = picture.width() == width ? picture : horizontally(picture, width);
        return wide.height() == height ? wide : vertically(wide, height);
    }

    private static RgbImage horizontally(RgbImage picture, int width) {
        Taps[] taps = taps(picture.width(), width);
        byte[] out = new byte[3 * width * picture.height()];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < width; x++) {
                int from = 3 * (y * picture.width() + taps[x].first);
                taps[x].sum(picture.rgb(), from, 3, out, 3 * (y * width + x));
            }
        }
        return new RgbImage(width, picture.height(), out);
    }

    private static RgbImage vertically(RgbImage picture, int height) {
        Taps[] taps = taps(picture.height(), height);
        int row = 3 * picture.width();
        byte[] out = new byte[row * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < picture.width(); x++) {
                taps[y].sum(picture.rgb(), taps[y].first * row + 3 * x, row, out, y * row + 3 * x);
            }
        }
        return new RgbImage(picture.width(), height, out);
    }

    private static Taps[] taps(int in, int out) {
        double scale = (double) in / out;
        double stretch = Math.max(scale, 1); // wider when shrinking, so that every source pixel counts
        Taps[] taps = new Taps[out];
        for (int i = 0; i < out; i++) {
            double centre = (i + 0.5) * scale;
            int first = Math.max((int) (centre - REACH * stretch + 0.5), 0);
            int end = Math.min((int) (centre + REACH * stretch + 0.5), in);
            taps[i] = new Taps(first, weights(first, end, centre, stretch));
        }
        return taps;
    }

    private static int[] weights(int first, int end, double centre, double stretch) {
        double[] weights = new double[end - first];
        double total = 0;
        for (int k = 0; k < weights.length; k++) {
            weights[k] = cubic((k + first - centre + 0.5) / stretch);
            total += weights[k];
        }
        int[] fixed = new int[weights.length];
        for (int k = 0; k < fixed.length; k++) {
            double scaled = weights[k] / total * (1 << PRECISION_BITS);
            fixed[k] = (int) (scaled + Math.copySign(0.5, scaled)); // half away from zero
        }
        return fixed;
    }

    private static double cubic(double position) {
        double x = Math.abs(position);
        if (x < 1) {
            return ((A + 2) * x - (A + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
    }

    /** The source pixels of one target pixel: the first one's place and the weights from there on. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Taps(int first, int[] weights) {
        void sum(byte[] in, int from, int stride, byte[] out, int to) {
            for (int channel = 0; channel < 3; channel++) {
                int sum = 1 << (PRECISION_BITS - 1);
                for (int k = 0; k < weights.length; k++) {
                    sum += Byte.toUnsignedInt(in[from + k * stride + channel]) * weights[k];
                }
                out[to + channel] = (byte) Math.clamp(sum >> PRECISION_BITS, 0, 255);
            }
        }
    }
}
