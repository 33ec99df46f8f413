package dev.sailplane.worker.glide;

import dev.sailplane.diffusion.model.ModelName;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The models in memory; the one longest unused makes room for a new one. For one thread. */
final class LoadedModels implements AutoCloseable {
    private static final float LOAD_FACTOR = 0.75f;

    private final PipelineSource source;
    private final int maximum;
    private final Map<ModelName, GlidePipeline> pipelines = new LinkedHashMap<>(4, LOAD_FACTOR, true);

    LoadedModels(PipelineSource source, int maximum) {
        if (maximum < 1) {
            throw new IllegalArgumentException("at least one model must fit, not " + maximum);
        }
        this.source = source;
        this.maximum = maximum;
    }

    GlidePipeline get(ModelName name) throws IOException {
        GlidePipeline known = pipelines.get(name);
        return known == null ? load(name) : known;
    }

    @Override
    public void close() {
        pipelines.values().forEach(GlidePipeline::close);
        pipelines.clear();
    }

    private GlidePipeline load(ModelName name) throws IOException {
        PipelineSource.Found found = source.find(name);
        // Room first: two models may not fit into the device at once.
        for (Iterator<GlidePipeline> oldest = pipelines.values().iterator(); pipelines.size() >= maximum; ) {
            oldest.next().close();
            oldest.remove();
        }
        GlidePipeline loaded = found.load();
        pipelines.put(name, loaded);
        return loaded;
    }
}
