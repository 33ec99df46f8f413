package dev.sailplane.cli.train;

import dev.sailplane.diffusion.image.Png;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.model.ComputeChoice;
import dev.sailplane.diffusion.model.GlideModel;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.pipeline.GenerationListener;
import dev.sailplane.diffusion.pipeline.GenerationRequest;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.diffusion.pipeline.NoiseSettings;
import dev.sailplane.diffusion.pipeline.Prompt;
import dev.sailplane.training.report.ContactSheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws the same prompts again and again, as whoever uses the model will: a sheet a time, prompts beside it. */
final class SampleSheet {
    /** How many pictures a sheet has. */
    static final int PICTURES = 16;

    private final long seed;
    private final String device;
    private final int threads;

    SampleSheet(long seed, String device, int threads) {
        this.seed = seed;
        this.device = device;
        this.threads = threads;
    }

    /** Draws with a model and writes the sheet; the prompts go into its file, too. */
    void draw(List<String> prompts, ModelDirectory model, Path file) throws IOException {
        List<RgbImage> pictures = new ArrayList<>();
        try (GlidePipeline pipeline = GlideModel.open(model, new ComputeChoice(device, Optional.empty(), threads))) {
            for (String prompt : prompts) {
                GenerationRequest request = new GenerationRequest(
                        Prompt.of(prompt), 1, NoiseSettings.keyed(seed), pipeline.defaults(false), Optional.empty());
                pictures.add(pipeline.generate(request, GenerationListener.NONE)
                        .getFirst()
                        .pixels());
            }
        }
        Files.write(file, Png.write(ContactSheet.of(pictures), Map.of("Prompts", String.join("\n", prompts))));
    }
}
