package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.image.Mask;
import dev.sailplane.diffusion.image.RgbImage;

/**
 * A picture to keep in part. It may have any size; it is resized to the squares the networks work on.
 *
 * @param picture the source
 * @param mask which of its pixels are kept, of the picture's size
 */
public record Edit(RgbImage picture, Mask mask) implements Source {
    public Edit {
        if (picture.width() != mask.width() || picture.height() != mask.height()) {
            throw new IllegalArgumentException("mask is %d x %d pixels; it must be of the picture's size, %d x %d"
                    .formatted(mask.width(), mask.height(), picture.width(), picture.height()));
        }
    }
}
