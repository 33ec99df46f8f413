package dev.sailplane.diffusion.image;

import dev.sailplane.diffusion.network.PixelTensor;

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

    /**
     * The mask at the networks' size. A pixel is kept only if all pixels under it are: at an edge it is better to
     * generate a pixel too many than to keep one that was to go. A whole number of times as large, each pixel is repeated.
     *
     * @param newWidth columns
     * @param newHeight rows
     */
    public Mask resized(int newWidth, int newHeight) {
        boolean[] resized = new boolean[newWidth * newHeight];
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                resized[y * newWidth + x] = allKept(
                        first(x, width, newWidth),
                        end(x, width, newWidth),
                        first(y, height, newHeight),
                        end(y, height, newHeight));
            }
        }
        return new Mask(newWidth, newHeight, resized);
    }

    /** As a network takes it, [1, H, W]: 1 is kept, 0 is generated. */
    public PixelTensor tensor() {
        float[] values = new float[keep.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = keep[i] ? 1 : 0;
        }
        return new PixelTensor(1, height, width, values);
    }

    private boolean allKept(int left, int right, int top, int bottom) {
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                if (!keep[y * width + x]) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int first(int index, int size, int newSize) {
        return (int) ((long) index * size / newSize);
    }

    private static int end(int index, int size, int newSize) {
        return (int) Math.ceilDiv((index + 1L) * size, newSize);
    }
}
