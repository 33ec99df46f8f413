package dev.sailplane.api.prediction;

import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Priority;
import java.time.Duration;
import java.util.Optional;

/**
 * A valid request for a job.
 *
 * @param model to draw with
 * @param input complete, but for pictures that are yet to be fetched
 * @param source the pictures that are yet to be fetched, if there are any; they take the place of the input's
 * @param envelope what is asked beside the pictures
 */
public record PredictionCommand(Model model, GenerationInput input, Optional<SourceRequest> source, Envelope envelope) {
    /** The same with another seed. */
    PredictionCommand withSeed(long seed) {
        GenerationInput other = new GenerationInput(
                input.prompt(),
                input.negativePrompt(),
                seed,
                input.numOutputs(),
                input.size(),
                input.numInferenceSteps(),
                input.upsampleSteps(),
                input.sampler(),
                input.guidanceScale(),
                input.source(),
                input.output(),
                input.branch(),
                input.checkpointSteps());
        return new PredictionCommand(model, other, source, envelope);
    }

    /** The same with another time limit. */
    public PredictionCommand withCancelAfter(Optional<Duration> limit) {
        return new PredictionCommand(model, input, source, envelope.withCancelAfter(limit));
    }

    /** The same with another priority. */
    public PredictionCommand with(Priority priority) {
        return new PredictionCommand(model, input, source, envelope.with(priority));
    }
}
