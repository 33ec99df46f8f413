package dev.sailplane.diffusion.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * A network taken apart: its weights by part, each list in the state dict's order, and the U-Net's instructions.
 *
 * @param textEmbeddings positions, then paddings where the configuration has them
 * @param timeEmbedding two linear layers
 * @param blocks weights of the U-Net's steps
 * @param out last norm and convolution
 * @param transformer twelve tensors a layer
 * @param finalNorm gain and bias, or nothing
 * @param tokenEmbedding one vector a token
 * @param pooled the linear layer that makes the pooled text feature
 * @param steps the U-Net's instructions from the stem to the last output block
 * @param keyChannels channels of the text's keys and values, over all attention layers
 */
record NetworkPlan(
        List<Weight> textEmbeddings,
        List<Weight> timeEmbedding,
        List<Weight> blocks,
        List<Weight> out,
        List<Weight> transformer,
        List<Weight> finalNorm,
        List<Weight> tokenEmbedding,
        List<Weight> pooled,
        List<Step> steps,
        int keyChannels) {

    NetworkPlan {
        textEmbeddings = List.copyOf(textEmbeddings);
        timeEmbedding = List.copyOf(timeEmbedding);
        blocks = List.copyOf(blocks);
        out = List.copyOf(out);
        transformer = List.copyOf(transformer);
        finalNorm = List.copyOf(finalNorm);
        tokenEmbedding = List.copyOf(tokenEmbedding);
        pooled = List.copyOf(pooled);
        steps = List.copyOf(steps);
    }

    static NetworkPlan of(NetworkConfiguration configuration) {
        UnetPlanner unet = new UnetPlanner(configuration);
        unet.plan();
        TextConfiguration text = configuration.text();
        return new NetworkPlan(
                TextPlanner.embeddings(text),
                TextPlanner.timeEmbedding(configuration),
                unet.blocks(),
                unet.out(),
                TextPlanner.transformer(text),
                TextPlanner.finalNorm(text),
                TextPlanner.tokenEmbedding(text),
                TextPlanner.pooled(configuration),
                unet.steps(),
                unet.keyChannels());
    }

    /** All weights in the order of the public files. */
    Stream<Weight> weights() {
        return Stream.of(textEmbeddings, timeEmbedding, blocks, out, transformer, finalNorm, tokenEmbedding, pooled)
                .flatMap(List::stream);
    }

    /** The weights of the attention layers that see the text: per layer a matrix and its bias. */
    List<Weight> textKeys() {
        return blocks.stream()
                .filter(weight -> weight.key().contains(".encoder_kv."))
                .toList();
    }
}
