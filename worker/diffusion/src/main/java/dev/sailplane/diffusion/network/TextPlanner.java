package dev.sailplane.diffusion.network;

import dev.sailplane.diffusion.network.Weight.Role;
import java.util.List;

/** The weights of the text encoder and of the time embedding. */
final class TextPlanner {
    private TextPlanner() {}

    static List<Weight> embeddings(TextConfiguration text) {
        WeightList list =
                new WeightList().matrix("positional_embedding", new Role.Exact(), text.contextLength(), text.width());
        if (text.paddingEmbedding()) {
            list.matrix("padding_embedding", new Role.Exact(), text.contextLength(), text.width());
        }
        return list.weights();
    }

    static List<Weight> timeEmbedding(NetworkConfiguration configuration) {
        int width = configuration.embeddingWidth();
        return new WeightList()
                .linear("time_embed.0", configuration.channels(), width, new Role.Exact())
                .linear("time_embed.2", width, width, new Role.Exact())
                .weights();
    }

    static List<Weight> transformer(TextConfiguration text) {
        WeightList list = new WeightList();
        int width = text.width();
        for (int layer = 0; layer < text.layers(); layer++) {
            String prefix = "transformer.resblocks." + layer;
            list.linear(prefix + ".attn.c_qkv", width, 3 * width, new Role.Product())
                    .linear(prefix + ".attn.c_proj", width, width, new Role.Product())
                    .norm(prefix + ".ln_1", width)
                    .linear(prefix + ".mlp.c_fc", width, 4 * width, new Role.Product())
                    .linear(prefix + ".mlp.c_proj", 4 * width, width, new Role.Product())
                    .norm(prefix + ".ln_2", width);
        }
        return list.weights();
    }

    static List<Weight> finalNorm(TextConfiguration text) {
        return text.finalLayerNorm()
                ? new WeightList().norm("final_ln", text.width()).weights()
                : List.of();
    }

    static List<Weight> tokenEmbedding(TextConfiguration text) {
        return new WeightList()
                .matrix("token_embedding.weight", new Role.Product(), text.vocabularySize(), text.width())
                .weights();
    }

    static List<Weight> pooled(NetworkConfiguration configuration) {
        return new WeightList()
                .linear(
                        "transformer_proj",
                        configuration.text().width(),
                        configuration.embeddingWidth(),
                        new Role.Product())
                .weights();
    }
}
