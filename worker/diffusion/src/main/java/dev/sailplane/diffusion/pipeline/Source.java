package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.image.RgbImage;

/** A picture to start from. It may have any size; it is resized to the squares the networks work on. */
public sealed interface Source permits Edit, Variation {
    /** The picture. */
    RgbImage picture();
}
