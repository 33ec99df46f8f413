package dev.sailplane.worker.glide;

import dev.sailplane.diffusion.model.ModelName;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import java.io.IOException;

/** Where pipelines come from. */
@FunctionalInterface
public interface PipelineSource {
    /**
     * Loads a model. The caller closes it.
     *
     * @throws dev.sailplane.diffusion.model.ModelException when there is no such model or it cannot be used
     * @throws IOException when its files cannot be read
     */
    GlidePipeline load(ModelName model) throws IOException;
}
