package dev.sailplane.training.run;

import dev.sailplane.diffusion.checkpoint.StoredTensor;
import dev.sailplane.diffusion.network.HostTensors;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Vectors of tokens that no caption had, or none that anything was learnt of: without a gradient they stay to the bit what
 * they were at first. Set to zero they change nothing that was learnt and leave a file that compresses well.
 */
final class UnusedTokens {
    private static final String EMBEDDING = "token_embedding.weight";

    private UnusedTokens() {}

    /**
     * Tensors to write, with these vectors zero.
     *
     * @param tensors a state dict
     * @param state of the run, which began with random weights
     * @param seed that these were made of
     */
    static HostTensors zeroed(HostTensors tensors, HostTensors state, NetworkConfiguration configuration, long seed) {
        return new HostTensors(tensors.shapes(), key -> {
            float[] values = tensors.values().apply(key);
            if (key.equals(EMBEDDING)) {
                float[] present = state.values().apply("weight." + EMBEDDING);
                zero(
                        values,
                        present,
                        initial(configuration, seed),
                        configuration.text().width());
            }
            return values;
        });
    }

    private static void zero(float[] values, float[] present, float[] initial, int width) {
        for (int row = 0; row < values.length; row += width) {
            if (Arrays.equals(present, row, row + width, initial, row, row + width)) {
                Arrays.fill(values, row, row + width, 0);
            }
        }
    }

    private static float[] initial(NetworkConfiguration configuration, long seed) {
        try (InitialWeights weights = new InitialWeights(configuration, seed)) {
            StoredTensor tensor = weights.tensor(EMBEDDING);
            return tensor.data().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
        }
    }
}
