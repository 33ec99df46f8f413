package dev.sailplane.training.run;

/**
 * How a network is trained. Two runs with the same settings, data and first weights come to the same weights.
 *
 * @param steps of the optimiser, in all
 * @param batch pictures evaluated together
 * @param accumulate batches a step
 * @param learningRate the highest
 * @param warmUp steps in which the learning rate grows to its highest; then it falls along half a cosine to 0
 * @param averageDecay of the weights' moving average; less in the first steps
 * @param captionDropout part of the captions that is left out, so that the network can be guided
 * @param weighting of the noise's error
 * @param density how often which noise level is learnt from
 * @param seed decides pictures, noise and everything else that is random
 */
public record TrainingSettings(
        int steps,
        int batch,
        int accumulate,
        double learningRate,
        int warmUp,
        double averageDecay,
        double captionDropout,
        Weighting weighting,
        LevelDensity density,
        long seed) {
    /** A longer gradient is shortened to this. */
    static final double LONGEST_GRADIENT = 1;

    public TrainingSettings {
        require(steps >= 1, "steps must be at least 1");
        require(batch >= 1 && batch <= 4096, "batch must be 1 to 4096");
        require(accumulate >= 1 && accumulate <= 4096, "accumulate must be 1 to 4096");
        require(learningRate > 0 && learningRate <= 1, "the learning rate must be above 0 and at most 1");
        require(warmUp >= 0, "warm-up must be at least 0 steps");
        require(averageDecay >= 0 && averageDecay < 1, "the average's decay must be at least 0 and below 1");
        require(captionDropout >= 0 && captionDropout <= 1, "caption dropout must be 0 to 1");
    }

    /** Pictures seen in a step. */
    public int picturesPerStep() {
        return batch * accumulate;
    }

    /** The learning rate of a step, counted from 1. */
    double learningRate(int step) {
        if (step <= warmUp) {
            return learningRate * step / warmUp;
        }
        double done = (double) (step - warmUp) / Math.max(steps - warmUp, 1);
        return learningRate * 0.5 * (1 + StrictMath.cos(Math.PI * Math.min(done, 1)));
    }

    /** The average's decay at a step: early weights are soon forgotten. */
    double averageDecay(int step) {
        return Math.min(averageDecay, (1.0 + step) / (10.0 + step));
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
