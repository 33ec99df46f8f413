package dev.sailplane.diffusion.pipeline;

/**
 * How far a generation is, after a step of all its pictures.
 *
 * @param stage the stage the step belongs to
 * @param step steps done in this stage, from 1
 * @param steps steps of this stage
 * @param stepsDone steps done in all stages
 * @param stepsInAll steps of all stages
 */
public record Progress(Stage stage, int step, int steps, int stepsDone, int stepsInAll) {
    /** Steps done as a share of all, in (0, 1]; steps of the two stages do not take equally long. */
    public double fraction() {
        return (double) stepsDone / stepsInAll;
    }
}
