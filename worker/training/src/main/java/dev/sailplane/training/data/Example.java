package dev.sailplane.training.data;

import dev.sailplane.diffusion.image.RgbImage;

/**
 * One picture with what is said of it.
 *
 * @param picture the picture, at the side that was asked for
 * @param caption its caption
 */
public record Example(RgbImage picture, String caption) {}
