package dev.sailplane.diffusion.pipeline;

import java.util.Optional;

/**
 * An order for pictures.
 *
 * @param prompt what they show
 * @param count how many, 1 to {@value #MAXIMUM_COUNT}
 * @param noise the seed
 * @param settings how both stages sample
 * @param source a picture to start from; absent to generate from noise alone
 */
public record GenerationRequest(
        Prompt prompt, int count, NoiseSettings noise, GenerationSettings settings, Optional<Source> source) {
    /** The most pictures of one order. */
    public static final int MAXIMUM_COUNT = 64;

    public GenerationRequest {
        if (count < 1 || count > MAXIMUM_COUNT) {
            throw new IllegalArgumentException("count must lie in 1..%d, not %d".formatted(MAXIMUM_COUNT, count));
        }
    }

    /** The picture to keep in part, if it is an edit. */
    Optional<Edit> edit() {
        return source.flatMap(given -> given instanceof Edit edit ? Optional.of(edit) : Optional.empty());
    }

    /** The picture to vary, if it is a variation. */
    Optional<Variation> variation() {
        return source.flatMap(
                given -> given instanceof Variation variation ? Optional.of(variation) : Optional.empty());
    }

    /** Steps of the base stage that are walked. */
    public int baseSteps() {
        int steps = settings.base().respacing().steps();
        return variation().map(variation -> variation.walked(steps)).orElse(steps);
    }
}
