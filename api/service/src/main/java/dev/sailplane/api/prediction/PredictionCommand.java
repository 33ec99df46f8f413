package dev.sailplane.api.prediction;

import dev.sailplane.api.source.EditSources;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Webhook;
import java.util.Optional;

/**
 * A valid request for a job.
 *
 * @param model to draw with
 * @param input complete but for the edit, whose pictures are yet to be fetched
 * @param sources source picture and mask, for an edit
 * @param webhook whom to tell
 */
public record PredictionCommand(
        Model model, GenerationInput input, Optional<EditSources> sources, Optional<Webhook> webhook) {}
