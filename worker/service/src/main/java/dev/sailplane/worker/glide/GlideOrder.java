package dev.sailplane.worker.glide;

import dev.sailplane.contract.GenerationInput;
import dev.sailplane.diffusion.image.MaskSource;
import dev.sailplane.diffusion.image.PictureReader;
import dev.sailplane.diffusion.model.SettingsRequest;
import dev.sailplane.diffusion.model.StepSelection;
import dev.sailplane.diffusion.pipeline.Edit;
import dev.sailplane.diffusion.pipeline.GenerationRequest;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.diffusion.pipeline.NoiseSettings;
import dev.sailplane.diffusion.pipeline.Prompt;
import dev.sailplane.diffusion.pipeline.Source;
import dev.sailplane.diffusion.pipeline.Variation;
import dev.sailplane.diffusion.sampling.Sampler;
import dev.sailplane.worker.job.ImageOrder;
import dev.sailplane.worker.job.SourcePicture;
import java.util.Optional;
import java.util.OptionalInt;

/** An order in GLIDE's words. What the order leaves open is the model's default. */
final class GlideOrder {
    private static final PictureReader READER = new PictureReader(PictureReader.DEFAULT_MAXIMUM_SIDE);

    private GlideOrder() {}

    /** @throws IllegalArgumentException when the model cannot do what is asked for */
    static GenerationRequest request(ImageOrder order, Optional<Source> source, GlidePipeline pipeline) {
        GenerationInput input = order.input();
        boolean edit = order.source().orElse(null) instanceof SourcePicture.Edited;
        return new GenerationRequest(
                new Prompt(input.prompt(), input.negativePrompt()),
                input.numOutputs(),
                NoiseSettings.keyed(input.seed()),
                wishes(input).completedBy(pipeline, edit),
                source);
    }

    private static SettingsRequest wishes(GenerationInput input) {
        return new SettingsRequest(
                input.size(),
                count(input.numInferenceSteps()),
                count(input.upsampleSteps()),
                input.sampler().map(GlideOrder::sampler),
                input.guidanceScale());
    }

    private static Optional<StepSelection> count(OptionalInt steps) {
        return steps.isPresent() ? Optional.of(new StepSelection.Count(steps.getAsInt())) : Optional.empty();
    }

    private static Sampler sampler(dev.sailplane.contract.Sampler sampler) {
        return switch (sampler) {
            case ANCESTRAL -> new Sampler.Ancestral();
            case DDIM -> new Sampler.Ddim(0);
        };
    }

    /** @throws dev.sailplane.diffusion.image.PictureException when it cannot be read */
    static Source source(SourcePicture source) {
        return switch (source) {
            case SourcePicture.Edited(byte[] image, byte[] mask) ->
                new Edit(READER.picture(image), READER.mask(mask, MaskSource.BLACK));
            case SourcePicture.Varied(byte[] image, double strength) -> new Variation(READER.picture(image), strength);
        };
    }
}
