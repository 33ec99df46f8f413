package dev.sailplane.worker.job;

import dev.sailplane.contract.GenerationInput;
import java.util.Optional;

/**
 * What the engine is asked for.
 *
 * @param model {@code owner/name}
 * @param input what is to be drawn
 * @param source for an edit or a variation, what it starts from
 */
public record ImageOrder(String model, GenerationInput input, Optional<SourcePicture> source) {}
