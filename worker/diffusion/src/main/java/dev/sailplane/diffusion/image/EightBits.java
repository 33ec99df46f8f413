package dev.sailplane.diffusion.image;

import dev.sailplane.diffusion.network.PixelTensor;

/**
 * Between the networks' numbers, [3, H, W] in [-1, 1], and pictures of 8 bits a channel. Numbers are rounded half to
 * even, in fp32.
 */
public final class EightBits {
    private static final float HALF_RANGE = 127.5f;

    private EightBits() {}

    /** The picture of a finished sample; what lies outside [-1, 1] is clamped. */
    public static RgbImage picture(PixelTensor sample) {
        int plane = sample.height() * sample.width();
        float[] values = sample.values();
        byte[] rgb = new byte[3 * plane];
        for (int pixel = 0; pixel < plane; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                double level = Math.rint((values[channel * plane + pixel] + 1) * HALF_RANGE);
                rgb[3 * pixel + channel] = (byte) Math.clamp(level, 0, 255);
            }
        }
        return new RgbImage(sample.width(), sample.height(), rgb);
    }

    /** What an upsampler is given of a base sample: rounded to the 8-bit grid, but not clamped. */
    public static PixelTensor quantised(PixelTensor sample) {
        float[] values = sample.values();
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) Math.rint((values[i] + 1) * HALF_RANGE) / HALF_RANGE - 1;
        }
        return new PixelTensor(sample.channels(), sample.height(), sample.width(), rounded);
    }

    /** A picture as a network takes it. */
    public static PixelTensor tensor(RgbImage picture) {
        int plane = picture.height() * picture.width();
        byte[] rgb = picture.rgb();
        float[] values = new float[3 * plane];
        for (int pixel = 0; pixel < plane; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                values[channel * plane + pixel] = Byte.toUnsignedInt(rgb[3 * pixel + channel]) / HALF_RANGE - 1;
            }
        }
        return new PixelTensor(3, picture.height(), picture.width(), values);
    }
}
