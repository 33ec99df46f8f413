package dev.sailplane.training.inspection;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Connected pixels.
 *
 * @param pixels their places, counted row by row
 * @param left first column
 * @param top first row
 * @param right column after the last
 * @param bottom row after the last
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Region(int[] pixels, int left, int top, int right, int bottom) {
    /** The region of pixels of a picture of a width. */
    static Region of(int[] pixels, int width) {
        return new Region(
                pixels,
                Arrays.stream(pixels).map(pixel -> pixel % width).min().orElseThrow(),
                Arrays.stream(pixels).min().orElseThrow() / width,
                Arrays.stream(pixels).map(pixel -> pixel % width).max().orElseThrow() + 1,
                Arrays.stream(pixels).max().orElseThrow() / width + 1);
    }

    int area() {
        return pixels.length;
    }

    int width() {
        return right - left;
    }

    int height() {
        return bottom - top;
    }

    /** Which part of the smaller box both boxes cover, 0 to 1. */
    double overlap(Region other) {
        int wide = Math.min(right, other.right) - Math.max(left, other.left);
        int high = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        int smaller = Math.min(width() * height(), other.width() * other.height());
        return wide <= 0 || high <= 0 ? 0 : (double) wide * high / smaller;
    }

    /** Both as one. */
    Region with(Region other) {
        return new Region(
                IntStream.concat(Arrays.stream(pixels), Arrays.stream(other.pixels))
                        .toArray(),
                Math.min(left, other.left),
                Math.min(top, other.top),
                Math.max(right, other.right),
                Math.max(bottom, other.bottom));
    }
}
