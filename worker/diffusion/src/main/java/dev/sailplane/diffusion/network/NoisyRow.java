package dev.sailplane.diffusion.network;

/**
 * One row of a batch. Rows of one batch share the sample's height and width; everything else may differ.
 *
 * @param sample x_t, [3, H, W]
 * @param timestep the original timestep 0..999 (after respacing is undone); may be fractional
 * @param conditioning prompt, low-resolution picture, known pixels
 */
public record NoisyRow(PixelTensor sample, double timestep, Conditioning conditioning) {}
