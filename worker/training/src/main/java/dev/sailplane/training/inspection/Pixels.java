package dev.sailplane.training.inspection;

import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.training.scene.Colour;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/** Colours of single pixels, which are counted row by row. */
final class Pixels {
    private Pixels() {}

    /** Red (0), green (1) or blue (2) of a pixel, 0 to 255. */
    static int level(RgbImage picture, int pixel, int channel) {
        return Byte.toUnsignedInt(picture.rgb()[3 * pixel + channel]);
    }

    /** How much two pictures differ at a pixel: the largest difference of its channels, 0 to 255. */
    static int difference(RgbImage one, RgbImage other, int pixel) {
        int most = 0;
        for (int channel = 0; channel < 3; channel++) {
            most = Math.max(most, Math.abs(level(one, pixel, channel) - level(other, pixel, channel)));
        }
        return most;
    }

    /**
     * The colour that pixels have in the middle. A tint gives its colour to what is as light as the median and keeps light
     * and shade around it, so that the median of each channel is the tint.
     */
    static Colour colour(RgbImage picture, int[] pixels, Collection<Colour> choices) {
        int[] median = new int[3];
        for (int channel = 0; channel < 3; channel++) {
            int at = channel;
            int[] levels = Arrays.stream(pixels)
                    .map(pixel -> level(picture, pixel, at))
                    .sorted()
                    .toArray();
            median[channel] = levels[levels.length / 2];
        }
        return choices.stream()
                .min(Comparator.comparingInt(colour -> squaredDistance(colour, median)))
                .orElseThrow();
    }

    private static int squaredDistance(Colour colour, int[] levels) {
        int red = colour.red() - levels[0];
        int green = colour.green() - levels[1];
        int blue = colour.blue() - levels[2];
        return red * red + green * green + blue * blue;
    }
}
