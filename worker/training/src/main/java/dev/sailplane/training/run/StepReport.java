package dev.sailplane.training.run;

/**
 * What a step came to.
 *
 * @param step counted from 1
 * @param loss mean over the step's pictures of what is minimised, before the step
 * @param noiseError mean squared error of the noise, unweighted
 * @param bound variational bound in bits per dimension
 * @param gradient its length before it was shortened
 * @param learningRate the step's
 */
public record StepReport(
        int step, double loss, double noiseError, double bound, double gradient, double learningRate) {}
