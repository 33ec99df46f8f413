package dev.sailplane.cli.generate;

import dev.sailplane.cli.OrderlyStop;
import dev.sailplane.cli.ProgressBars;
import dev.sailplane.diffusion.image.PictureReader;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.model.GlideModel;
import dev.sailplane.diffusion.model.ModelDescription;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.WeightsKind;
import dev.sailplane.diffusion.pipeline.Edit;
import dev.sailplane.diffusion.pipeline.GeneratedImage;
import dev.sailplane.diffusion.pipeline.GenerationRequest;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.diffusion.pipeline.NoiseSettings;
import dev.sailplane.diffusion.pipeline.Prompt;
import dev.sailplane.diffusion.pipeline.Source;
import dev.sailplane.diffusion.pipeline.Variation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;

/** Generates on this machine, from options to PNG files. */
public final class LocalGeneration {
    private static final PictureReader READER = new PictureReader(PictureReader.DEFAULT_MAXIMUM_SIDE);
    private static final long MAXIMUM_PICTURE_BYTES = 64L << 20;

    private final GenerationOptions options;
    private final EngineOptions engine;

    public LocalGeneration(GenerationOptions options, EngineOptions engine) {
        this.options = options;
        this.engine = engine;
    }

    /**
     * Generates, showing progress on stderr; blocks until the files are written.
     *
     * @return the files, in the pictures' order
     * @throws IllegalArgumentException when an option is out of range or contradicts the model
     * @throws IOException when a model or picture cannot be read, or a file not be written
     */
    public List<Path> run() throws IOException {
        Prompt prompt = new Prompt(options.prompt(), options.negativePrompt());
        Optional<Source> source = source();
        ModelDirectory model = engine.folders().library().find(options.model());
        noteToy(model.description());
        try (OrderlyStop stop = new OrderlyStop();
                GlidePipeline pipeline = GlideModel.open(model, engine.loader())) {
            GenerationRequest request = new GenerationRequest(
                    prompt,
                    options.count(),
                    new NoiseSettings(options.seed(), engine.noise()),
                    options.settings().completedBy(pipeline, options.mask().isPresent()),
                    source);
            return write(generate(pipeline, request, stop));
        }
    }

    private static void noteToy(ModelDescription description) {
        if (description.weights() == WeightsKind.TOY) {
            System.err.printf("%s is a toy: %s%n", description.name(), description.description());
        }
    }

    private static List<GeneratedImage> generate(GlidePipeline pipeline, GenerationRequest request, OrderlyStop stop) {
        try (ProgressBar bar = ProgressBars.counting("drawing", " steps", 1, -1)) {
            return pipeline.generate(request, progress -> {
                stop.check();
                bar.maxHint(progress.stepsInAll());
                bar.stepTo(progress.stepsDone());
                bar.setExtraMessage(progress.stage().key());
            });
        }
    }

    private Optional<Source> source() throws IOException {
        if (options.image().isEmpty()) {
            return Optional.empty();
        }
        RgbImage picture = READER.picture(read("--init-image", options.image().get()));
        double strength = options.strength();
        if (options.mask().isEmpty()) {
            return Optional.of(new Variation(picture, strength));
        }
        byte[] mask = read("--mask", options.mask().get());
        return Optional.of(new Edit(picture, READER.mask(mask, options.maskSource())));
    }

    private static byte[] read(String option, Path file) throws IOException {
        if (Files.size(file) > MAXIMUM_PICTURE_BYTES) {
            throw new IllegalArgumentException("%s: %s has %,d bytes; at most %,d are read"
                    .formatted(option, file, Files.size(file), MAXIMUM_PICTURE_BYTES));
        }
        return Files.readAllBytes(file);
    }

    private List<Path> write(List<GeneratedImage> images) throws IOException {
        PictureFiles pictures = new PictureFiles(options.output(), options.seed());
        List<Path> files = new ArrayList<>();
        for (GeneratedImage image : images) {
            files.add(pictures.write(image.index(), image.png()));
        }
        return files;
    }
}
