package dev.sailplane.diffusion.model;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.GlideNetwork;
import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.diffusion.network.PromptedNetwork;
import java.util.Optional;

/**
 * Loads networks as a user chose to compute; what the user left open the model decides.
 *
 * @param device {@code cpu}, {@code cuda}, {@code cuda:N} or {@code auto}
 * @param precision number format; absent for each network's own
 * @param threads threads of one operator on the CPU; 0 leaves the choice to the library
 */
public record ComputeChoice(String device, Optional<Precision> precision, int threads) implements NetworkLoader {
    /** @throws IllegalArgumentException when there is no such device, or too many threads */
    public ComputeChoice {
        new ComputeSettings(device, precision.orElse(Precision.FP32), threads);
    }

    @Override
    public PromptedNetwork load(ModelNetwork network, Checkpoint checkpoint) {
        ComputeSettings settings = new ComputeSettings(device, precision.orElse(network.dtype()), threads);
        return GlideNetwork.load(network.configuration(), checkpoint, settings);
    }
}
