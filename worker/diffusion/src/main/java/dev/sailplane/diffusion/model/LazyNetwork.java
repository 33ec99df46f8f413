package dev.sailplane.diffusion.model;

import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.NoisyRow;
import dev.sailplane.diffusion.network.PromptEncoding;
import dev.sailplane.diffusion.network.PromptTokens;
import dev.sailplane.diffusion.network.PromptedNetwork;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A network that is loaded when it is first needed: few requests edit a picture, and two more networks take memory. */
final class LazyNetwork implements PromptedNetwork {
    private final NetworkConfiguration configuration;
    private final Supplier<PromptedNetwork> load;
    private @Nullable PromptedNetwork loaded;

    LazyNetwork(NetworkConfiguration configuration, Supplier<PromptedNetwork> load) {
        this.configuration = configuration;
        this.load = load;
    }

    @Override
    public NetworkConfiguration configuration() {
        return configuration;
    }

    @Override
    public boolean onGpu() {
        return network().onGpu();
    }

    @Override
    public PromptEncoding encode(PromptTokens tokens) {
        return network().encode(tokens);
    }

    @Override
    public List<NoisePrediction> predict(List<NoisyRow> rows) {
        return network().predict(rows);
    }

    @Override
    public void close() {
        if (loaded != null) {
            loaded.close();
        }
    }

    private PromptedNetwork network() {
        PromptedNetwork network = loaded;
        if (network == null) {
            network = load.get();
            loaded = network;
        }
        return network;
    }
}
