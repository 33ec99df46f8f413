package dev.sailplane.contract;

/**
 * A finished picture in the bucket.
 *
 * @param index 0 to outputs - 1
 * @param objectKey where it lies
 * @param width pixels
 * @param height pixels
 * @param bytes size of the file
 * @param sha256 of the file, lower-case hexadecimal
 */
public record OutputImage(int index, String objectKey, int width, int height, long bytes, String sha256) {}
