package dev.sailplane.diffusion.network;

/**
 * Sizes of the text transformer inside a diffusion checkpoint.
 *
 * @param contextLength tokens a prompt is cut or padded to; 128 in the public checkpoints
 * @param width channels of a token; 512
 * @param layers transformer blocks; 16
 * @param heads attention heads; 8, a divisor of {@code width}
 * @param vocabularySize rows of the token embedding; 50257. The last one is the padding token.
 * @param paddingEmbedding whether padding positions are replaced by learned vectors; true
 * @param finalLayerNorm whether a layer norm closes the transformer; true
 */
public record TextConfiguration(
        int contextLength,
        int width,
        int layers,
        int heads,
        int vocabularySize,
        boolean paddingEmbedding,
        boolean finalLayerNorm) {}
