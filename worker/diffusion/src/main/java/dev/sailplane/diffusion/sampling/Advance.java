package dev.sailplane.diffusion.sampling;

import dev.sailplane.diffusion.network.PixelTensor;

/**
 * What a step gave.
 *
 * @param next where the picture is now
 * @param predictedXStart the finished picture that the step expected, x_0 as the sampler used it, [3, H, W]
 */
public record Advance(Trajectory next, PixelTensor predictedXStart) {}
