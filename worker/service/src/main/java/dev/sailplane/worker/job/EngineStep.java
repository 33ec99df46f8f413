package dev.sailplane.worker.job;

/**
 * A step the engine has done.
 *
 * @param stage its stage, {@code base} or {@code upsampling}
 * @param step steps done in this stage
 * @param steps steps of this stage
 * @param fraction of the whole order, 0 to 1
 */
public record EngineStep(String stage, int step, int steps, double fraction) {
    /** Whether the stage is done. */
    public boolean last() {
        return step == steps;
    }
}
