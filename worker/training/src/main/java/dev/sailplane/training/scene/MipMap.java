package dev.sailplane.training.scene;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.List;

/**
 * A sprite and its halvings, colours multiplied by alpha, each with a margin of one clear pixel so that a rotated edge is
 * smooth.
 *
 * @param levels largest first; never changed
 * @param tones how light the sprite is, for tinting
 */
record MipMap(List<BufferedImage> levels, Tones tones) {
    static final int MARGIN = 1;
    private static final int LEVELS = 4;

    MipMap {
        levels = List.copyOf(levels);
    }

    static MipMap of(BufferedImage sprite) {
        BufferedImage level = blank(sprite.getWidth(), sprite.getHeight());
        Graphics2D graphics = level.createGraphics();
        graphics.drawImage(sprite, MARGIN, MARGIN, null);
        graphics.dispose();
        Tones tones = Tones.of(pixels(level));
        List<BufferedImage> levels = new ArrayList<>();
        levels.add(level);
        while (levels.size() < LEVELS) {
            level = halved(level);
            levels.add(level);
        }
        return new MipMap(levels, tones);
    }

    /** The smallest level that still has the pixels for a side of so many, give or take a tenth. */
    BufferedImage forSide(double pixels) {
        int level = 0;
        while (level < levels.size() - 1 && side(levels.get(level)) > 2.2 * pixels) {
            level++;
        }
        return levels.get(level);
    }

    /** Pixels along a side, without the margin. */
    static int side(BufferedImage level) {
        return level.getWidth() - 2 * MARGIN;
    }

    /** The pixels themselves, alpha first; writing to them changes the picture. */
    static int[] pixels(BufferedImage image) {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }

    static BufferedImage blank(int width, int height) {
        return new BufferedImage(width + 2 * MARGIN, height + 2 * MARGIN, BufferedImage.TYPE_INT_ARGB_PRE);
    }

    private static BufferedImage halved(BufferedImage image) {
        int side = side(image) / 2;
        BufferedImage half = blank(side, side);
        int[] source = pixels(image);
        int[] target = pixels(half);
        int width = image.getWidth();
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int corner = (2 * y + MARGIN) * width + 2 * x + MARGIN;
                target[(y + MARGIN) * half.getWidth() + x + MARGIN] =
                        mean(source[corner], source[corner + 1], source[corner + width], source[corner + width + 1]);
            }
        }
        return half;
    }

    /** One of a pixel's four channels, 0 to 255. */
    static int channel(int pixel, int shift) {
        return (pixel >>> shift) & 0xFF;
    }

    private static int mean(int a, int b, int c, int d) {
        int mean = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            int sum = channel(a, shift) + channel(b, shift) + channel(c, shift) + channel(d, shift);
            mean |= ((sum + 2) / 4) << shift;
        }
        return mean;
    }
}
