package dev.sailplane.worker.glide;

import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Numerics;
import dev.sailplane.contract.OutputOptions;
import dev.sailplane.diffusion.image.PictureException;
import dev.sailplane.diffusion.model.ModelException;
import dev.sailplane.diffusion.model.ModelName;
import dev.sailplane.diffusion.pipeline.GeneratedImage;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.worker.job.DrawnImages;
import dev.sailplane.worker.job.EngineListener;
import dev.sailplane.worker.job.ImageEngine;
import dev.sailplane.worker.job.ImageOrder;
import dev.sailplane.worker.job.PermanentFailureException;
import dev.sailplane.worker.job.Picture;
import dev.sailplane.worker.job.RetriableFailureException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws with GLIDE on the calling thread; belongs to that one thread. */
public final class GlideImageEngine implements ImageEngine {
    private static final Logger LOG = LoggerFactory.getLogger(GlideImageEngine.class);

    private final LoadedModels models;

    /** @param loadedModels models kept in memory at a time, at least 1 */
    public GlideImageEngine(PipelineSource source, int loadedModels) {
        models = new LoadedModels(source, loadedModels);
    }

    @Override
    public void prepare(String model) {
        draw(new ImageOrder(model, shortest(), Optional.empty()), step -> {});
    }

    @Override
    public DrawnImages draw(ImageOrder order, EngineListener listener) {
        GlidePipeline pipeline = pipeline(order.model());
        try {
            var request = GlideOrder.request(order, pipeline);
            long start = System.nanoTime();
            List<GeneratedImage> images = pipeline.generate(request, new StepListener(listener));
            Duration deviceTime = Duration.ofNanos(System.nanoTime() - start);
            return new DrawnImages(
                    images.stream()
                            .map(image -> picture(image, order.input().output()))
                            .toList(),
                    deviceTime,
                    Numerics.EXACT);
        } catch (PictureException unreadable) {
            throw new PermanentFailureException(
                    "input-unreadable", String.valueOf(unreadable.getMessage()), unreadable);
        } catch (IllegalArgumentException impossible) {
            throw new PermanentFailureException("input-invalid", String.valueOf(impossible.getMessage()), impossible);
        }
    }

    @Override
    public void close() {
        models.close();
    }

    private GlidePipeline pipeline(String model) {
        try {
            return models.get(ModelName.parse(model));
        } catch (ModelException | IllegalArgumentException unusable) {
            LOG.atWarn().setCause(unusable).addKeyValue("model", model).log("model not usable");
            throw new PermanentFailureException(
                    "model-unknown", "no worker has a usable model named " + model, unusable);
        } catch (IOException unreadable) {
            throw new RetriableFailureException("the model cannot be read", unreadable);
        }
    }

    private static Picture picture(GeneratedImage image, OutputOptions output) {
        return new Picture(
                image.pixels().width(), image.pixels().height(), output.format(), PictureFile.of(image, output));
    }

    // Everything that is done once is done by the shortest order, too.
    private static GenerationInput shortest() {
        return new GenerationInput(
                "a warm-up",
                "",
                0,
                1,
                OptionalInt.empty(),
                OptionalInt.of(1),
                OptionalInt.of(1),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OutputOptions.PLAIN,
                Optional.empty(),
                Set.of());
    }
}
