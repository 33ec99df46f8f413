package dev.sailplane.api.source;

/**
 * A decoded picture. The array is not copied: it is large, and it never leaves this package.
 *
 * @param argb 8 bits a channel, not premultiplied, row by row
 * @param alpha whether the file has an alpha channel
 */
@SuppressWarnings("ArrayRecordComponent") // A picture is never compared; copying 64 MiB to be tidy helps no one.
record Picture(int width, int height, int[] argb, boolean alpha) {}
