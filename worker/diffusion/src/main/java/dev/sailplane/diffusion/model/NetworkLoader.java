package dev.sailplane.diffusion.model;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.network.PromptedNetwork;

/** Brings weights to where they are computed. */
@FunctionalInterface
public interface NetworkLoader {
    /**
     * Loads a network. The checkpoint is closed by the caller, afterwards.
     *
     * @return to be closed by the caller
     */
    PromptedNetwork load(ModelNetwork network, Checkpoint checkpoint);
}
