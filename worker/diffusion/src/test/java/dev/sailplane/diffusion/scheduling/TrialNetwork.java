package dev.sailplane.diffusion.scheduling;

import dev.sailplane.diffusion.network.DeviceMemoryException;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.NetworkConfiguration.AttentionHeads;
import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.NoisyRow;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.PromptEncoding;
import dev.sailplane.diffusion.network.PromptTokens;
import dev.sailplane.diffusion.network.PromptedNetwork;
import dev.sailplane.diffusion.network.TextConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** A network with a clock of its own, whose bits, time and memory depend on the batch as a test wants it. */
final class TrialNetwork implements PromptedNetwork {
    /** Rows of each batch. */
    final List<Integer> batches = new ArrayList<>();
    /** What a batch of so many rows adds to the last bits of each. */
    IntUnaryOperator bits = rows -> 0;
    /** Milliseconds a batch of so many rows takes. */
    IntUnaryOperator milliseconds = rows -> 10;
    /** Rows that fit into memory. */
    int room = Integer.MAX_VALUE;

    int openPrompts;
    private long now;

    long nanoTime() {
        return now;
    }

    @Override
    public NetworkConfiguration configuration() {
        TextConfiguration text = new TextConfiguration(8, 8, 1, 1, 300, true, true);
        return new NetworkConfiguration(
                8, 32, List.of(1), 1, List.of(), new AttentionHeads.Count(1), true, false, true, true, text);
    }

    @Override
    public PromptEncoding encode(PromptTokens tokens) {
        openPrompts++;
        return () -> openPrompts--;
    }

    @Override
    public List<NoisePrediction> predict(List<NoisyRow> rows) {
        batches.add(rows.size());
        if (rows.size() > room) {
            throw new DeviceMemoryException(new IllegalStateException("full"));
        }
        now += Duration.ofMillis(milliseconds.applyAsInt(rows.size())).toNanos();
        int difference = bits.applyAsInt(rows.size());
        return rows.stream().map(row -> prediction(row, difference)).toList();
    }

    @Override
    public void close() {}

    private static NoisePrediction prediction(NoisyRow row, int difference) {
        float[] sample = row.sample().values();
        float[] noise = new float[sample.length];
        IntStream.range(0, noise.length)
                .forEach(i -> noise[i] = Float.intBitsToFloat(Float.floatToIntBits(sample[i]) ^ difference));
        PixelTensor answer =
                new PixelTensor(3, row.sample().height(), row.sample().width(), noise);
        return new NoisePrediction(answer, row.sample());
    }
}
