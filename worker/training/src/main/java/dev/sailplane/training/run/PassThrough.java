package dev.sailplane.training.run;

import dev.sailplane.diffusion.network.NetworkConfiguration;
import java.util.Arrays;
import java.util.List;

/**
 * First weights with which the noisy picture passes through the network and comes out as its noise, each colour divided
 * by its root mean square. Where noise prevails that is the answer but for a small rest, and the rest is what the prompt
 * decides: at an alphaCumprod of 0.0001, one hundredth in the noise is one whole unit in the picture. A network that must
 * learn to copy first draws the noise's colours, not the prompt's.
 *
 * <p>The way is the stem, the last block's skip connection, the last norm and the last convolution. A colour takes two
 * channels of one of the norm's groups, as itself and negated: the group's mean is zero whatever the colour's is, so that
 * the norm keeps it, and silu(x) - silu(-x) = x. The group's other channels are zero.
 */
final class PassThrough {
    private static final int COLOURS = 3;
    private static final int GROUPS = 32; // of every norm

    private final int channels;
    private final int groupSize;
    private final String skip;

    PassThrough(NetworkConfiguration configuration) {
        channels = configuration.channels() * configuration.channelMultipliers().getFirst();
        groupSize = channels / GROUPS;
        int blocks = configuration.channelMultipliers().size() * (configuration.residualBlocks() + 1);
        skip = "output_blocks.%d.0.skip_connection.".formatted(blocks - 1);
    }

    /** Changes a tensor that is on the way. With one channel a group there is none. */
    void open(String key, List<Long> shape, float[] values) {
        if (groupSize < 2) {
            return;
        }
        boolean stem = key.startsWith("input_blocks.0.0.");
        if (stem || key.startsWith(skip)) {
            Arrays.fill(values, 0, values.length / channels * COLOURS * groupSize, 0);
        }
        for (int colour = 0; colour < COLOURS; colour++) {
            int plus = groupSize * colour;
            int minus = plus + 1;
            if (key.equals("input_blocks.0.0.weight")) {
                values[centre(shape, plus, colour)] = 1;
                values[centre(shape, minus, colour)] = -1;
            } else if (key.equals(skip + "weight")) {
                values[centre(shape, plus, channels + plus)] = 1;
                values[centre(shape, minus, channels + minus)] = 1;
            } else if (key.equals("out.2.weight")) {
                double share = Math.sqrt(2.0 / groupSize); // two of the channels make the group's variance
                values[centre(shape, colour, plus)] = (float) share;
                values[centre(shape, colour, minus)] = (float) -share;
            }
        }
    }

    private static int centre(List<Long> shape, int out, int in) {
        int inputs = Math.toIntExact(shape.get(1));
        int kernel = Math.toIntExact(shape.get(2) * shape.get(3));
        return (out * inputs + in) * kernel + kernel / 2;
    }
}
