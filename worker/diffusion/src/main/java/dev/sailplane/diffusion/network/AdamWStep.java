package dev.sailplane.diffusion.network;

/**
 * One step of AdamW (Loshchilov and Hutter 2019, algorithm 2) and of the weights' moving average.
 *
 * @param number counted from 1
 * @param learningRate of this step
 * @param weightDecay part of a weight that is taken away, times the learning rate
 * @param longestGradient a longer gradient is shortened to this, all weights taken as one vector
 * @param averageDecay part of the moving average that stays; 0 to 1
 */
public record AdamWStep(
        int number, double learningRate, double weightDecay, double longestGradient, double averageDecay) {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    public AdamWStep {
        if (number < 1 || !(learningRate >= 0) || !(longestGradient > 0) || !(averageDecay >= 0 && averageDecay <= 1)) {
            throw new IllegalArgumentException(
                    "no step of an optimiser: number %d, learning rate %s, longest gradient %s, average's decay %s"
                            .formatted(number, learningRate, longestGradient, averageDecay));
        }
    }

    /** The step's numbers, in the order of {@code optimiser.py}. */
    double[] numbers() {
        return new double[] {
            learningRate,
            BETA_1,
            BETA_2,
            EPSILON,
            weightDecay,
            longestGradient,
            1 - StrictMath.pow(BETA_1, number),
            1 - StrictMath.pow(BETA_2, number),
            averageDecay
        };
    }
}
