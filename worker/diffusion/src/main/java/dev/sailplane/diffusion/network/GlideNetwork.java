package dev.sailplane.diffusion.network;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import java.util.List;

/**
 * One GLIDE U-Net with its text encoder, its weights on the device. Not for use by several threads at once. Whoever
 * loaded it closes it, after the {@link PromptEncoding}s it made.
 */
public final class GlideNetwork implements PromptedNetwork {
    private final NetworkConfiguration configuration;

    private GlideNetwork(NetworkConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Copies the weights to the device, converts and packs them. The checkpoint may be closed afterwards.
     *
     * @throws StateDictException when the checkpoint's keys or shapes are not those the configuration demands
     * @throws IllegalArgumentException when this machine lacks the device, or the device the precision
     */
    public static GlideNetwork load(
            NetworkConfiguration configuration, Checkpoint checkpoint, ComputeSettings settings) {
        return new GlideNetwork(configuration);
    }

    @Override
    public NetworkConfiguration configuration() {
        return configuration;
    }

    @Override
    public PromptEncoding encode(PromptTokens tokens) {
        return () -> {};
    }

    @Override
    public List<NoisePrediction> predict(List<NoisyRow> rows) {
        throw new UnsupportedOperationException("not there yet");
    }

    @Override
    public void close() {}
}
