package dev.sailplane.diffusion.pipeline;

import java.util.Optional;

/**
 * An order for pictures.
 *
 * @param prompt what they show
 * @param count how many, 1 to {@value #MAXIMUM_COUNT}
 * @param noise the seed
 * @param settings how both stages sample
 * @param edit a picture to keep in part; absent to generate whole pictures
 */
public record GenerationRequest(
        Prompt prompt, int count, NoiseSettings noise, GenerationSettings settings, Optional<Edit> edit) {
    /** The most pictures of one order. */
    public static final int MAXIMUM_COUNT = 64;

    public GenerationRequest {
        if (count < 1 || count > MAXIMUM_COUNT) {
            throw new IllegalArgumentException("count must lie in 1..%d, not %d".formatted(MAXIMUM_COUNT, count));
        }
    }
}
