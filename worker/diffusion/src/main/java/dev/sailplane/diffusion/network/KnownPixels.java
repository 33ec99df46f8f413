package dev.sailplane.diffusion.network;

/**
 * What an inpainting network is told of the picture.
 *
 * @param image [3, H, W] in [-1, 1]
 * @param mask [1, H, W] of 0 and 1: 1 is known and kept, 0 is to be generated
 */
public record KnownPixels(PixelTensor image, PixelTensor mask) {
    public KnownPixels {
        if (image.channels() != 3
                || mask.channels() != 1
                || image.height() != mask.height()
                || image.width() != mask.width()) {
            throw new IllegalArgumentException("known pixels are an image [3, H, W] and a mask [1, H, W]");
        }
    }
}
