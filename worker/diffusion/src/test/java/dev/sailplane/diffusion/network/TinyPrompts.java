package dev.sailplane.diffusion.network;

import dev.sailplane.diffusion.Golden;
import java.util.ArrayList;
import java.util.List;

/** The prompts of a tiny network's reference vectors, one a row, encoded. */
record TinyPrompts(List<PromptEncoding> encodings) implements AutoCloseable {
    static TinyPrompts encode(Golden golden, GlideNetwork network) {
        List<PromptEncoding> encodings = new ArrayList<>();
        for (int row = 0; row < golden.shape("tokens")[0]; row++) {
            encodings.add(network.encode(TinyNetworks.tokens(golden, row)));
        }
        return new TinyPrompts(List.copyOf(encodings));
    }

    @Override
    public void close() {
        encodings.forEach(PromptEncoding::close);
    }
}
