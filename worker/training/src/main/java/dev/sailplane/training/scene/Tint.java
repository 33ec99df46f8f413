package dev.sailplane.training.scene;

import java.awt.image.BufferedImage;

/**
 * Gives a sprite another hue and keeps its light and shade: what is as light as its median gets the colour itself, what
 * is darker a shade of it, what is lighter a mix with white.
 */
final class Tint {
    private static final int STEPS = 256;
    private static final double MIDDLE = 0.62; // the luminance that gets the colour itself
    private static final double CONTRAST = 0.8;
    private static final double DARKEST = 0.22;
    private static final double WHITE_MIXED = 0.62;

    private final double[][] colours = new double[STEPS][]; // by luminance

    Tint(Colour colour, Tones tones) {
        for (int step = 0; step < STEPS; step++) {
            double luminance = step / (STEPS - 1.0);
            double light = Math.clamp(MIDDLE + (luminance - tones.median()) / tones.range() * CONTRAST, 0, 1);
            colours[step] = new double[] {
                tinted(colour.red(), light), tinted(colour.green(), light), tinted(colour.blue(), light)
            };
        }
    }

    /** A tinted copy of a picture whose colours are multiplied by alpha. */
    BufferedImage apply(BufferedImage sprite) {
        BufferedImage tinted =
                new BufferedImage(sprite.getWidth(), sprite.getHeight(), BufferedImage.TYPE_INT_ARGB_PRE);
        int[] source = MipMap.pixels(sprite);
        int[] target = MipMap.pixels(tinted);
        for (int i = 0; i < source.length; i++) {
            target[i] = pixel(source[i]);
        }
        return tinted;
    }

    private int pixel(int pixel) {
        int alpha = pixel >>> 24;
        if (alpha == 0) {
            return 0;
        }
        double[] colour = colours[(int) Math.round(Tones.luminance(pixel) * (STEPS - 1))];
        return (alpha << 24)
                | (channel(colour[0], alpha) << 16)
                | (channel(colour[1], alpha) << 8)
                | channel(colour[2], alpha);
    }

    private static int channel(double part, int alpha) {
        return (int) Math.round(part * alpha);
    }

    private static double tinted(int level, double light) {
        double full = level / 255.0;
        return light < MIDDLE
                ? full * (DARKEST + (1 - DARKEST) * light / MIDDLE)
                : full + (1 - full) * WHITE_MIXED * (light - MIDDLE) / (1 - MIDDLE);
    }
}
