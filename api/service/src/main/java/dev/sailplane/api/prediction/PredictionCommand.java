package dev.sailplane.api.prediction;

import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Webhook;
import java.time.Duration;
import java.util.Optional;

/**
 * A valid request for a job.
 *
 * @param model to draw with
 * @param input complete but for the source, whose pictures are yet to be fetched
 * @param source the picture to start from, if there is one
 * @param webhook whom to tell
 * @param cancelAfter when it is canceled unless it has ended, counted from its acceptance
 */
public record PredictionCommand(
        Model model,
        GenerationInput input,
        Optional<SourceRequest> source,
        Optional<Webhook> webhook,
        Optional<Duration> cancelAfter) {
    /** The same with another time limit. */
    public PredictionCommand withCancelAfter(Optional<Duration> limit) {
        return new PredictionCommand(model, input, source, webhook, limit);
    }
}
