package dev.sailplane.diffusion.network;

import dev.sailplane.diffusion.network.NetworkConfiguration.AttentionHeads;
import dev.sailplane.diffusion.network.Step.Operation;
import dev.sailplane.diffusion.network.Weight.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Lays out one U-Net: input blocks downwards, the middle, output blocks upwards; weights and steps side by side. */
final class UnetPlanner {
    private static final int OUTPUT_CHANNELS = 6; // noise and variance of three colours

    private final NetworkConfiguration configuration;
    private final WeightList blocks = new WeightList();
    private final List<Step> steps = new ArrayList<>();
    private final Deque<Integer> pushedChannels = new ArrayDeque<>();
    private int channels;
    private int factor = 1; // by how much the picture is smaller than the nominal one
    private int keyChannels;
    private int block; // within input_blocks or output_blocks

    UnetPlanner(NetworkConfiguration configuration) {
        this.configuration = configuration;
    }

    void plan() {
        inputBlocks();
        residual("middle_block.0", channels, Operation.RESIDUAL);
        attention("middle_block.1");
        residual("middle_block.2", channels, Operation.RESIDUAL);
        outputBlocks();
    }

    List<Weight> blocks() {
        return blocks.weights();
    }

    List<Step> steps() {
        return steps;
    }

    int keyChannels() {
        return keyChannels;
    }

    List<Weight> out() {
        return new WeightList()
                .norm("out.0", channels)
                .convolution("out.2", channels, OUTPUT_CHANNELS, 3, new Role.Convolution(1, side(), false))
                .weights();
    }

    private void inputBlocks() {
        stem();
        for (int level = 0; level < levels(); level++) {
            for (int repeat = 0; repeat < configuration.residualBlocks(); repeat++) {
                residual(input(0), levelChannels(level), Operation.RESIDUAL);
                if (attends()) {
                    attention(input(1));
                }
                push();
            }
            if (level < levels() - 1) {
                down(input(0));
                push();
            }
        }
    }

    private void stem() {
        int first = blocks.size();
        channels = levelChannels(0);
        blocks.convolution(input(0), configuration.inputChannels(), channels, 3, convolution(1));
        step(Operation.CONVOLUTION, first);
        push();
    }

    private void outputBlocks() {
        block = 0;
        for (int level = levels() - 1; level >= 0; level--) {
            for (int repeat = 0; repeat <= configuration.residualBlocks(); repeat++) {
                pop();
                residual(output(0), levelChannels(level), Operation.RESIDUAL);
                boolean attends = attends();
                if (attends) {
                    attention(output(1));
                }
                if (level > 0 && repeat == configuration.residualBlocks()) {
                    up(output(attends ? 2 : 1));
                }
                block++;
            }
        }
    }

    private void residual(String prefix, int out, Operation operation) {
        int first = blocks.size();
        int in = channels;
        int modulation = configuration.scaleShiftNorm() ? 2 * out : out;
        Role.Convolution inner = convolution(1, sideAfter(operation));
        blocks.norm(prefix + ".in_layers.0", in)
                .convolution(prefix + ".in_layers.2", in, out, 3, inner)
                .linear(prefix + ".emb_layers.1", configuration.embeddingWidth(), modulation, new Role.Exact())
                .norm(prefix + ".out_layers.0", out)
                .convolution(prefix + ".out_layers.3", out, out, 3, inner);
        if (in != out) {
            blocks.convolution(prefix + ".skip_connection", in, out, 1, inner);
        }
        channels = out;
        step(operation, first);
    }

    private void attention(String prefix) {
        int first = blocks.size();
        blocks.norm(prefix + ".norm", channels)
                .pointwise(prefix + ".qkv", channels, 3 * channels)
                .pointwise(prefix + ".encoder_kv", configuration.text().width(), 2 * channels)
                .pointwise(prefix + ".proj_out", channels, channels);
        steps.add(new Step(Operation.ATTENTION, first, blocks.size() - first, heads(), keyChannels));
        keyChannels += 2 * channels;
    }

    private void down(String prefix) {
        if (configuration.residualUpDown()) {
            residual(prefix, channels, Operation.RESIDUAL_DOWN);
        } else {
            int first = blocks.size();
            blocks.convolution(prefix + ".op", channels, channels, 3, convolution(2));
            step(Operation.STRIDED_CONVOLUTION, first);
        }
        factor *= 2;
    }

    private void up(String prefix) {
        if (configuration.residualUpDown()) {
            residual(prefix, channels, Operation.RESIDUAL_UP);
        } else {
            int first = blocks.size();
            blocks.convolution(prefix + ".conv", channels, channels, 3, convolution(1, 2 * side()));
            step(Operation.DOUBLING_CONVOLUTION, first);
        }
        factor /= 2;
    }

    private int sideAfter(Operation operation) {
        return switch (operation) {
            case RESIDUAL_DOWN -> side() / 2;
            case RESIDUAL_UP -> side() * 2;
            case RESIDUAL, CONVOLUTION, STRIDED_CONVOLUTION, DOUBLING_CONVOLUTION, ATTENTION, PUSH, POP -> side();
        };
    }

    private void push() {
        steps.add(Step.of(Operation.PUSH));
        pushedChannels.push(channels);
        block++;
    }

    private void pop() {
        steps.add(Step.of(Operation.POP));
        channels += pushedChannels.pop();
    }

    private void step(Operation operation, int first) {
        steps.add(new Step(operation, first, blocks.size() - first, 0, 0));
    }

    private String input(int layer) {
        return "input_blocks." + block + "." + layer;
    }

    private String output(int layer) {
        return "output_blocks." + block + "." + layer;
    }

    private Role.Convolution convolution(int stride) {
        return convolution(stride, side());
    }

    private static Role.Convolution convolution(int stride, int side) {
        return new Role.Convolution(stride, side, true);
    }

    private boolean attends() {
        return configuration.attentionResolutions().stream()
                .anyMatch(resolution -> configuration.imageSize() / resolution == factor);
    }

    private int heads() {
        return switch (configuration.attentionHeads()) {
            case AttentionHeads.OfWidth(int width) -> channels / width;
            case AttentionHeads.Count(int heads) -> heads;
        };
    }

    private int side() {
        return configuration.imageSize() / factor;
    }

    private int levels() {
        return configuration.channelMultipliers().size();
    }

    private int levelChannels(int level) {
        return configuration.channelMultipliers().get(level) * configuration.channels();
    }
}
