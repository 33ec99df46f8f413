package dev.sailplane.diffusion.image;

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
}
