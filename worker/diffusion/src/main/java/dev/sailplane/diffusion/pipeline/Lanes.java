package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.network.PromptedNetwork;
import dev.sailplane.diffusion.scheduling.Lane;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Function;

/** The lane of each network, made at its first use. For one thread. */
final class Lanes {
    private final Function<PromptedNetwork, Lane> maker;
    private final IdentityHashMap<PromptedNetwork, Lane> lanes = new IdentityHashMap<>();

    Lanes(Function<PromptedNetwork, Lane> maker) {
        this.maker = maker;
    }

    Lane of(PromptedNetwork network) {
        return lanes.computeIfAbsent(network, maker);
    }

    /** The lane if there has been a use. */
    Optional<Lane> known(PromptedNetwork network) {
        return Optional.ofNullable(lanes.get(network));
    }
}
