package dev.sailplane.diffusion.model;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.network.PromptedNetwork;
import dev.sailplane.diffusion.pipeline.BaseStage;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.diffusion.pipeline.NetworkPair;
import dev.sailplane.diffusion.pipeline.UpsamplingStage;
import dev.sailplane.diffusion.scheduling.Lane;
import dev.sailplane.diffusion.scheduling.LaneCalibration;
import dev.sailplane.diffusion.scheduling.LaneSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/** From a model on disk to a pipeline that generates. */
public final class GlideModel {
    private final ModelDirectory directory;
    private final NetworkLoader loader;

    private GlideModel(ModelDirectory directory, NetworkLoader loader) {
        this.directory = directory;
        this.loader = loader;
    }

    /**
     * Loads the networks that make whole pictures; those that edit follow when they are first needed, if their weights
     * are there.
     *
     * @return to be closed by the caller
     * @throws ModelException when weights are missing
     * @throws dev.sailplane.diffusion.checkpoint.CheckpointException when a file of weights is damaged
     * @throws IOException when a file cannot be read
     */
    public static GlidePipeline open(ModelDirectory directory, NetworkLoader loader) throws IOException {
        return open(
                directory, loader, network -> LaneCalibration.calibrate(network, LaneSettings.exact(network.onGpu())));
    }

    /**
     * The same with other batches.
     *
     * @param lanes makes a network's lane, at its first use
     */
    public static GlidePipeline open(
            ModelDirectory directory, NetworkLoader loader, Function<PromptedNetwork, Lane> lanes) throws IOException {
        return new GlideModel(directory, loader).pipeline(lanes);
    }

    private GlidePipeline pipeline(Function<PromptedNetwork, Lane> lanes) throws IOException {
        PromptedNetwork base = load(NetworkRole.BASE);
        try {
            Optional<UpsamplingStage> upsampling = has(NetworkRole.UPSAMPLE)
                    ? Optional.of(upsampling(NetworkRole.UPSAMPLE, load(NetworkRole.UPSAMPLE)))
                    : Optional.empty();
            NetworkPair plain = new NetworkPair(base(NetworkRole.BASE, base), upsampling);
            return new GlidePipeline(directory.description().name().toString(), plain, inpainting(), lanes);
        } catch (Throwable failure) {
            base.close();
            throw failure;
        }
    }

    /** Absent when the model has no inpainting networks, or not all of their weights were fetched. */
    private Optional<NetworkPair> inpainting() {
        boolean absent =
                !has(NetworkRole.BASE_INPAINT) || directory.missing().stream().anyMatch(NetworkRole::inpainting);
        if (absent) {
            return Optional.empty();
        }
        Optional<UpsamplingStage> upsampling = has(NetworkRole.UPSAMPLE_INPAINT)
                ? Optional.of(upsampling(NetworkRole.UPSAMPLE_INPAINT, later(NetworkRole.UPSAMPLE_INPAINT)))
                : Optional.empty();
        return Optional.of(
                new NetworkPair(base(NetworkRole.BASE_INPAINT, later(NetworkRole.BASE_INPAINT)), upsampling));
    }

    private BaseStage base(NetworkRole role, PromptedNetwork network) {
        ModelNetwork described = directory.network(role);
        return new BaseStage(network, described.schedule(), described.baseDefaults());
    }

    private UpsamplingStage upsampling(NetworkRole role, PromptedNetwork network) {
        ModelNetwork described = directory.network(role);
        return new UpsamplingStage(network, described.schedule(), described.upsamplingDefaults());
    }

    private boolean has(NetworkRole role) {
        return directory.description().network(role).isPresent();
    }

    private PromptedNetwork load(NetworkRole role) throws IOException {
        try (Checkpoint weights = directory.checkpoint(role)) {
            return loader.load(directory.network(role), weights);
        }
    }

    private PromptedNetwork later(NetworkRole role) {
        return new LazyNetwork(directory.network(role).configuration(), () -> {
            try {
                return load(role);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
    }
}
