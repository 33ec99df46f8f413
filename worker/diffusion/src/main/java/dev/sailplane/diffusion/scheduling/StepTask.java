package dev.sailplane.diffusion.scheduling;

import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.NoisyRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One picture on its way, as the scheduler sees it. All methods are called on the scheduler's thread. */
public interface StepTask {
    /** What it may ask for; always the same. */
    Claim claim();

    /** Where its next rows are evaluated. */
    Lane lane();

    /** The rows of its next step, at least one. */
    List<NoisyRow> rows();

    /**
     * Takes the step.
     *
     * @param predictions one for each of {@link #rows}, in their order
     */
    void advance(List<NoisePrediction> predictions);

    /** Is told what part of the device's time its step took. */
    default void charge(Duration share) {}

    /** What the tasks of its order got of the device's time so far, together; empty when it is an order by itself. */
    default Optional<Duration> servedTogether() {
        return Optional.empty();
    }

    /** Whether it wants no more steps: it is done, has failed or was given up. */
    boolean over();

    /** Is told that it will get no more steps. */
    void fail(RuntimeException failure);
}
