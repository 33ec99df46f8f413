package dev.sailplane.diffusion.network;

/**
 * What one row cost.
 *
 * @param loss what is minimised: the weighted error of the noise plus the bound
 * @param noiseError mean squared error of the predicted noise, unweighted
 * @param bound variational bound in bits per dimension, which teaches the variance
 */
public record RowLoss(double loss, double noiseError, double bound) {}
