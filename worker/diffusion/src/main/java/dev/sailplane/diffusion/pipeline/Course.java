package dev.sailplane.diffusion.pipeline;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which part of its way a generation goes.
 *
 * @param from where it goes on; empty to begin at the beginning
 * @param untilBaseStep steps of the base stage's schedule after which it ends; empty to go to the end
 */
public record Course(Optional<GenerationState> from, OptionalInt untilBaseStep) {
    /** From the beginning to the end. */
    public static final Course WHOLE = new Course(Optional.empty(), OptionalInt.empty());

    /** From a state to the end. */
    public static Course from(GenerationState state) {
        return new Course(Optional.of(state), OptionalInt.empty());
    }

    /** The same, ended early. */
    public Course until(int baseStep) {
        return new Course(from, OptionalInt.of(baseStep));
    }
}
