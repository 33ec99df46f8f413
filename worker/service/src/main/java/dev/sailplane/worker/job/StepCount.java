package dev.sailplane.worker.job;

/** Counts the steps of all stages. Belongs to whoever hears of the steps. */
final class StepCount {
    private static final String FIRST_STAGE = "base";

    private final int before;
    private int firstStage = -1;

    /** @param before steps that earlier attempts had done */
    StepCount(int before) {
        this.before = before;
    }

    /** Whether it is a step of the first stage. */
    static boolean isOfFirstStage(EngineStep step) {
        return step.stage().equals(FIRST_STAGE);
    }

    /** Steps done in all stages. An engine that ignored what earlier attempts had done starts at 1 again. */
    int after(EngineStep step) {
        if (isOfFirstStage(step)) {
            firstStage = step.steps();
            return step.step();
        }
        if (firstStage < 0) {
            firstStage = Math.max(0, before + 1 - step.step()); // the attempt began in the second stage
        }
        return firstStage + step.step();
    }
}
