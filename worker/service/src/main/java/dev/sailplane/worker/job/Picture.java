package dev.sailplane.worker.job;

/**
 * A finished picture. The array is not copied: nobody writes to it.
 *
 * @param width pixels
 * @param height pixels
 * @param png the file
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way through; compared by nobody
public record Picture(int width, int height, byte[] png) {}
