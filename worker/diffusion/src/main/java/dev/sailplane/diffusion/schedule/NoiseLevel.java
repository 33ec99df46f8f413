package dev.sailplane.diffusion.schedule;

/**
 * One step t of the diffusion process, with everything the equations need to know of it. Computed in double precision;
 * the steps cast each coefficient to {@code float} when they use it, as the networks' own sampling code does.
 *
 * @param index t, counted in the respaced process: 0 is the last step of a generation
 * @param timestep t in the process of {@value Respacing#DIFFUSION_STEPS} steps: what the network is told
 * @param beta variance added by this step
 * @param alphaCumprod share of the picture's variance left, the product of all 1 - beta up to here
 * @param alphaCumprodPrevious the same one step less noisy; 1 at index 0
 * @param alphaCumprodNext the same one step noisier; 0 at the last index
 * @param posteriorLogVariance logarithm of the posterior variance; at index 0, where that is 0, the one of index 1
 */
public record NoiseLevel(
        int index,
        int timestep,
        double beta,
        double alphaCumprod,
        double alphaCumprodPrevious,
        double alphaCumprodNext,
        double posteriorLogVariance) {

    /** Whether the step from here leads to the finished sample; it adds no noise. */
    public boolean last() {
        return index == 0;
    }

    /** Variance of q(x_{t-1} | x_t, x_0) (Ho et al. 2020, equation 7). */
    public double posteriorVariance() {
        return posteriorVariance(beta, alphaCumprod, alphaCumprodPrevious);
    }

    /** Weight of x_0 in the mean of q(x_{t-1} | x_t, x_0) (Ho et al. 2020, equation 7). */
    public double posteriorMeanOfXStart() {
        return beta * Math.sqrt(alphaCumprodPrevious) / (1 - alphaCumprod);
    }

    /** Weight of x_t in the mean of q(x_{t-1} | x_t, x_0) (Ho et al. 2020, equation 7). */
    public double posteriorMeanOfSample() {
        return (1 - alphaCumprodPrevious) * Math.sqrt(1 - beta) / (1 - alphaCumprod);
    }

    static double posteriorVariance(double beta, double alphaCumprod, double alphaCumprodPrevious) {
        return beta * (1 - alphaCumprodPrevious) / (1 - alphaCumprod);
    }
}
