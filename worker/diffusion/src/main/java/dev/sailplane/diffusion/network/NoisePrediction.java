package dev.sailplane.diffusion.network;

/**
 * A network's answer for one row, raw.
 *
 * @param noise the predicted noise epsilon, [3, H, W]
 * @param variance v, which interpolates the log variance between its bounds (nominally in [-1, 1], not clamped), [3, H, W]
 */
public record NoisePrediction(PixelTensor noise, PixelTensor variance) {}
