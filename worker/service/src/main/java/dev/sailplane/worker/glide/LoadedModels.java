package dev.sailplane.worker.glide;

import dev.sailplane.diffusion.model.ModelName;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The models in memory; the one longest unused makes room for a new one, though none that is in use. For one thread. */
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

    /**
     * The model, loaded if need be.
     *
     * @param inUse tells which models must stay
     * @return empty when all that fit are in use
     * @throws dev.sailplane.diffusion.model.ModelException when there is no such model or it cannot be used
     * @throws IOException when its files cannot be read
     */
    Optional<GlidePipeline> get(ModelName name, Predicate<ModelName> inUse) throws IOException {
        GlidePipeline known = pipelines.get(name);
        return known == null ? load(name, inUse) : Optional.of(known);
    }

    @Override
    public void close() {
        pipelines.values().forEach(GlidePipeline::close);
        pipelines.clear();
    }

    private Optional<GlidePipeline> load(ModelName name, Predicate<ModelName> inUse) throws IOException {
        PipelineSource.Found found = source.find(name);
        while (pipelines.size() >= maximum) {
            // Room first: two models may not fit into the device at once.
            Optional<ModelName> oldest =
                    pipelines.keySet().stream().filter(inUse.negate()).findFirst();
            if (oldest.isEmpty()) {
                return Optional.empty();
            }
            GlidePipeline unused = pipelines.remove(oldest.get());
            if (unused != null) {
                unused.close();
            }
        }
        GlidePipeline loaded = found.load();
        pipelines.put(name, loaded);
        return Optional.of(loaded);
    }
}
