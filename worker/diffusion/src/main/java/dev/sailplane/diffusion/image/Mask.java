package dev.sailplane.diffusion.image;

/**
 * Which pixels of a picture are kept. The array is not copied: whoever hands one over gives up writing to it.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param keep of each pixel, row by row, whether it is known and kept; the others are generated
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; masks are passed on, not copied
public record Mask(int width, int height, boolean[] keep) {
    public Mask {
        if (width < 1 || height < 1 || keep.length != (long) width * height) {
            throw new IllegalArgumentException(
                    "%d values do not make a mask of %d x %d pixels".formatted(keep.length, width, height));
        }
    }
}
