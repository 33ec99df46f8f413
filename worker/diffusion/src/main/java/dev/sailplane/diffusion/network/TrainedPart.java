package dev.sailplane.diffusion.network;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of a network changes in training. What does not has no gradient, no moments and no average. */
public enum TrainedPart {
    /** All of it. */
    ALL,
    /** The U-Net: time embedding, blocks with their keys and values of the text, last layers. */
    UNET,
    /** The text encoder: embeddings, transformer, pooled feature. */
    TEXT;

    /** Keys of the weights that change. */
    Set<String> keys(NetworkPlan plan) {
        Set<String> unet = Stream.of(plan.timeEmbedding(), plan.blocks(), plan.out())
                .flatMap(weights -> weights.stream().map(Weight::key))
                .collect(Collectors.toSet());
        Set<String> keys = new HashSet<>(plan.weights().map(Weight::key).toList());
        switch (this) {
            case ALL -> {}
            case UNET -> keys.retainAll(unet);
            case TEXT -> keys.removeAll(unet);
        }
        return keys;
    }
}
