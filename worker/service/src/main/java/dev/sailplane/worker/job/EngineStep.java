package dev.sailplane.worker.job;

import java.util.Map;

/**
 * A step the engine has done.
 *
 * @param stage its stage, {@code base} or {@code upsampling}
 * @param step steps done in this stage
 * @param steps steps of this stage
 * @param fraction of the whole order, 0 to 1
 * @param ahead steps of each stage still to come, by its name
 * @param previews what the step expects the pictures to become; costs nothing unless it is asked
 * @param state what can be gone on from after this step; costs nothing unless it is asked
 */
public record EngineStep(
        String stage,
        int step,
        int steps,
        double fraction,
        Map<String, Integer> ahead,
        PreviewPictures previews,
        WorkInProgress state) {
    public EngineStep {
        ahead = Map.copyOf(ahead);
    }

    /** Whether the stage is done. */
    public boolean last() {
        return step == steps;
    }
}
