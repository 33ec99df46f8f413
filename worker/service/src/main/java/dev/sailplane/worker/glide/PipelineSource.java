package dev.sailplane.worker.glide;

import dev.sailplane.diffusion.model.ModelName;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import java.io.IOException;

/** Where pipelines come from. */
@FunctionalInterface
public interface PipelineSource {
    /**
     * Finds a model without loading it.
     *
     * @throws dev.sailplane.diffusion.model.ModelException when there is no such model
     * @throws IOException when the models cannot be listed
     */
    Found find(ModelName model) throws IOException;

    /** A model that is there. */
    @FunctionalInterface
    interface Found {
        /**
         * Loads it. The caller closes it.
         *
         * @throws dev.sailplane.diffusion.model.ModelException when it cannot be used
         * @throws IOException when its files cannot be read
         */
        GlidePipeline load() throws IOException;
    }
}
