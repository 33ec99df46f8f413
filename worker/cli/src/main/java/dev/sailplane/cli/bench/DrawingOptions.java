package dev.sailplane.cli.bench;

import dev.sailplane.cli.generate.EngineOptions;
import dev.sailplane.cli.models.ModelNameConverter;
import dev.sailplane.diffusion.model.GlideModel;
import dev.sailplane.diffusion.model.ModelName;
import dev.sailplane.diffusion.model.SettingsRequest;
import dev.sailplane.diffusion.model.StepSelection;
import dev.sailplane.diffusion.pipeline.GenerationRequest;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.diffusion.pipeline.NoiseSettings;
import dev.sailplane.diffusion.pipeline.Prompt;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is drawn while it is measured, as a mixin. */
final class DrawingOptions {
    private static final Prompt PROMPT = Prompt.of("a black ring on a white background");

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(
            names = "--model",
            paramLabel = "OWNER/NAME",
            converter = ModelNameConverter.class,
            description = "The model (default: sailplane/stickers).")
    private ModelName model = ModelName.parse("sailplane/stickers");

    @Option(names = "--steps", paramLabel = "N", description = "Steps of the base stage (default: the model's).")
    private @Nullable Integer steps;

    @Option(
            names = "--upsample-steps",
            paramLabel = "N",
            description = "Steps of the upsampling stage (default: the model's).")
    private @Nullable Integer upsampleSteps;

    /**
     * The model, to be closed by the caller.
     *
     * @throws IllegalArgumentException when an option is out of range
     */
    GlidePipeline open() throws IOException {
        return GlideModel.open(engine.folders().library().find(model), engine.loader());
    }

    /**
     * An order for pictures.
     *
     * @throws IllegalArgumentException when an option is out of range
     */
    GenerationRequest request(GlidePipeline pipeline, int pictures, long seed) {
        SettingsRequest wanted = new SettingsRequest(
                OptionalInt.empty(),
                selection(steps),
                selection(upsampleSteps),
                Optional.empty(),
                OptionalDouble.empty());
        return new GenerationRequest(
                PROMPT,
                pictures,
                new NoiseSettings(seed, engine.noise()),
                wanted.completedBy(pipeline, false),
                Optional.empty());
    }

    private static Optional<StepSelection> selection(@Nullable Integer count) {
        return Optional.ofNullable(count).map(StepSelection.Count::new);
    }
}
