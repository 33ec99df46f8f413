package dev.sailplane.diffusion.image;

import java.awt.image.BufferedImage;

/**
 * A picture of 8 bits a channel. The array is not copied: whoever hands one over gives up writing to it.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param rgb red, green, blue of each pixel, row by row: {@code 3 * width * height} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; pictures are passed on, not copied
public record RgbImage(int width, int height, byte[] rgb) {
    public RgbImage {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(
                    "%d bytes do not make a picture of %d x %d pixels".formatted(rgb.length, width, height));
        }
    }

    /** The picture in AWT's terms, a copy. */
    public BufferedImage buffered() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        int[] levels = new int[rgb.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Byte.toUnsignedInt(rgb[i]);
        }
        image.getRaster().setPixels(0, 0, width, height, levels);
        return image;
    }
}
