package dev.sailplane.worker.job;

/**
 * What an edit starts from. The arrays are not copied: nobody writes to them.
 *
 * @param image an RGB PNG
 * @param mask a grey PNG of the same size: 255 = keep, 0 = generate
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way through; compared by nobody
public record SourcePicture(byte[] image, byte[] mask) {}
