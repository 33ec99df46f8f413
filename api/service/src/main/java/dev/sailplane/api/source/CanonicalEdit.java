package dev.sailplane.api.source;

/**
 * Source picture and mask in the one form that workers read. The arrays are the receiver's.
 *
 * @param image an RGB PNG
 * @param mask an 8-bit grey PNG of the same size: 255 = keep, 0 = generate
 */
@SuppressWarnings("ArrayRecordComponent") // Two files on their way to the bucket; never compared.
public record CanonicalEdit(byte[] image, byte[] mask) {}
