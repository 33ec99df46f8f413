package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.image.RgbImage;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Where a picture of one dark object in its middle is dark. Levels are means over the channels, 0 to 255. */
record Darkness(double background, double object, double middle) {
    private static final int BORDER = 4;
    private static final int MIDDLE = 3;

    static Darkness of(RgbImage picture) {
        int width = picture.width();
        int height = picture.height();
        double[] darkestFirst = IntStream.range(0, width * height)
                .mapToDouble(i -> level(picture, i))
                .sorted()
                .toArray();
        return new Darkness(
                mean(picture, i -> edgeDistance(i % width, width) < BORDER || edgeDistance(i / width, height) < BORDER),
                IntStream.range(0, darkestFirst.length / 20)
                        .mapToDouble(i -> darkestFirst[i])
                        .average()
                        .orElseThrow(),
                mean(
                        picture,
                        i -> edgeDistance(i % width, width) >= width / 2 - MIDDLE
                                && edgeDistance(i / width, height) >= height / 2 - MIDDLE));
    }

    /** Whether there is an object at all. */
    boolean visible() {
        return background - object > 40;
    }

    /** Whether the object has a hole where the background shows. */
    boolean hollow() {
        return visible() && middle - object > background - middle;
    }

    /** Whether the object fills the middle. */
    boolean solid() {
        return visible() && middle - object < background - middle;
    }

    private static int edgeDistance(int position, int size) {
        return Math.min(position, size - 1 - position);
    }

    private static double mean(RgbImage picture, IntPredicate where) {
        return IntStream.range(0, picture.width() * picture.height())
                .filter(where)
                .mapToDouble(i -> level(picture, i))
                .average()
                .orElseThrow();
    }

    private static double level(RgbImage picture, int pixel) {
        int sum = 0;
        for (int channel = 0; channel < 3; channel++) {
            sum += Byte.toUnsignedInt(picture.rgb()[3 * pixel + channel]);
        }
        return sum / 3.0;
    }
}
