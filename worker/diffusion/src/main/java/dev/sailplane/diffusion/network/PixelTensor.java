package dev.sailplane.diffusion.network;

/**
 * A picture-shaped tensor on the host: channels first, row-major, fp32. The array is not copied: whoever hands one over
 * gives up writing to it.
 *
 * @param channels planes
 * @param height rows
 * @param width columns
 * @param values {@code channels * height * width} numbers
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy of every state of every step would be waste
public record PixelTensor(int channels, int height, int width, float[] values) {
    public PixelTensor {
        if (values.length != channels * height * width) {
            throw new IllegalArgumentException("%d values do not make a tensor of shape [%d, %d, %d]"
                    .formatted(values.length, channels, height, width));
        }
    }
}
