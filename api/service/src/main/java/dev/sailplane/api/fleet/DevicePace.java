package dev.sailplane.api.fleet;

import dev.sailplane.contract.GenerationInput;
import java.util.OptionalInt;

/**
 * What a step of one picture takes a device, for one model and size, as ended jobs tell. All stages of a job count towards
 * the steps of its first. Not safe for use by several threads.
 */
final class DevicePace {
    /** Of the newest job: about the last ten tell. */
    private static final double WEIGHT = 0.2;

    /** Until a job tells how many steps its model takes by itself. */
    private static final int ASSUMED_STEPS = 50;

    private final double firstGuess;
    private double secondsPerStep = Double.NaN;
    private int defaultSteps = ASSUMED_STEPS;

    /** @param firstGuess device-seconds of a picture until the first job ends */
    DevicePace(double firstGuess) {
        this.firstGuess = firstGuess;
    }

    /**
     * A job has ended well.
     *
     * @param stepsTaken of its first stage, if they were heard of
     */
    void learn(GenerationInput input, OptionalInt stepsTaken, double deviceSeconds) {
        if (input.numInferenceSteps().isEmpty() && stepsTaken.isPresent()) {
            defaultSteps = stepsTaken.getAsInt();
        }
        double newest = deviceSeconds / ((double) input.numOutputs() * steps(input));
        secondsPerStep = Double.isNaN(secondsPerStep) ? newest : secondsPerStep + WEIGHT * (newest - secondsPerStep);
    }

    /** Device-seconds of such a job. */
    double seconds(GenerationInput input) {
        return seconds((double) input.numOutputs() * steps(input));
    }

    /** Device-seconds of steps that are asked for and of pictures that leave their steps to the model. */
    double seconds(long pictureSteps, long pictures) {
        return seconds(pictureSteps + (double) pictures * defaultSteps);
    }

    private double seconds(double pictureSteps) {
        return pictureSteps * (Double.isNaN(secondsPerStep) ? firstGuess / defaultSteps : secondsPerStep);
    }

    private int steps(GenerationInput input) {
        return input.numInferenceSteps().orElse(defaultSteps);
    }
}
