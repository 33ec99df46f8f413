package dev.sailplane.training.data;

import dev.sailplane.diffusion.image.RgbImage;
import java.util.SplittableRandom;

/**
 * How a square is cut out of a picture.
 *
 * @param random somewhere, and down to eight tenths of the largest square; otherwise the largest one in the middle
 * @param mirrored half of the pictures are mirrored: not for captions that tell left from right
 */
public record Cropping(boolean random, boolean mirrored) {
    /** The largest square in the middle. */
    public static final Cropping CENTRE = new Cropping(false, false);

    private static final double SMALLEST = 0.8;

    /**
     * Cuts and shrinks.
     *
     * @param picture with no side below {@code side}
     * @param side of what comes out, in pixels
     * @param key decides what is random
     */
    RgbImage square(RgbImage picture, int side, long key) {
        SplittableRandom draws = new SplittableRandom(key);
        int largest = Math.min(picture.width(), picture.height());
        if (!random) {
            return turned(
                    AreaAverage.of(
                            picture, (picture.width() - largest) / 2, (picture.height() - largest) / 2, largest, side),
                    draws);
        }
        int square = draws.nextInt(Math.max(side, (int) Math.ceil(SMALLEST * largest)), largest + 1);
        int left = draws.nextInt(picture.width() - square + 1);
        int top = draws.nextInt(picture.height() - square + 1);
        return turned(AreaAverage.of(picture, left, top, square, side), draws);
    }

    private RgbImage turned(RgbImage picture, SplittableRandom draws) {
        return mirrored && draws.nextBoolean() ? mirror(picture) : picture;
    }

    private static RgbImage mirror(RgbImage picture) {
        byte[] rgb = new byte[picture.rgb().length];
        int width = picture.width();
        for (int i = 0; i < rgb.length; i += 3) {
            int pixel = i / 3;
            int from = 3 * (pixel / width * width + width - 1 - pixel % width);
            System.arraycopy(picture.rgb(), from, rgb, i, 3);
        }
        return new RgbImage(width, picture.height(), rgb);
    }
}
