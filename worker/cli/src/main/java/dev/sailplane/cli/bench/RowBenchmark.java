package dev.sailplane.cli.bench;

import dev.sailplane.diffusion.checkpoint.FormulaCheckpoint;
import dev.sailplane.diffusion.network.Conditioning;
import dev.sailplane.diffusion.network.DeviceMemoryException;
import dev.sailplane.diffusion.network.NoisyRow;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.PromptEncoding;
import dev.sailplane.diffusion.network.PromptTokens;
import dev.sailplane.diffusion.network.PromptedNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.IntStream;

/** Times a network's rows in batches of several sizes, which take turns, so that all see the machine at the same pace. */
final class RowBenchmark {
    private static final int TIMESTEPS = 1000;

    private final SortedSet<Integer> sizes;
    private final int turns;

    RowBenchmark(SortedSet<Integer> sizes, int turns) {
        this.sizes = sizes;
        this.turns = turns;
    }

    /** Seconds a row takes by the size of its batch, medians; without the sizes for which the device lacks memory. */
    Map<Integer, Double> run(PromptedNetwork network) {
        int[] ids = new int[network.configuration().text().contextLength()];
        try (PromptEncoding prompt = network.encode(new PromptTokens(ids, new boolean[ids.length]))) {
            List<NoisyRow> rows = IntStream.range(0, sizes.last())
                    .mapToObj(row -> row(network, prompt, row))
                    .toList();
            return measured(network, rows);
        }
    }

    private Map<Integer, Double> measured(PromptedNetwork network, List<NoisyRow> rows) {
        Map<Integer, Samples> seconds = new LinkedHashMap<>();
        List<Integer> fitting = fitting(network, rows);
        for (int turn = 0; turn < turns; turn++) {
            System.gc(); // not while a batch is computed
            for (int size : fitting) {
                seconds.computeIfAbsent(size, _ -> new Samples()).add(secondsPerRow(network, rows.subList(0, size)));
            }
        }
        Map<Integer, Double> medians = new LinkedHashMap<>();
        seconds.forEach((size, samples) -> medians.put(size, samples.median()));
        return medians;
    }

    // The first batch of a size is slower, so it is not counted.
    private List<Integer> fitting(PromptedNetwork network, List<NoisyRow> rows) {
        List<Integer> fitting = new ArrayList<>();
        try {
            for (int size : sizes) {
                network.predict(rows.subList(0, size));
                fitting.add(size);
            }
        } catch (DeviceMemoryException shortage) {
            // Nor do the larger ones fit.
        }
        return fitting;
    }

    private static double secondsPerRow(PromptedNetwork network, List<NoisyRow> rows) {
        long start = System.nanoTime();
        network.predict(rows);
        return (System.nanoTime() - start) * 1e-9 / rows.size();
    }

    private static NoisyRow row(PromptedNetwork network, PromptEncoding prompt, int number) {
        int size = network.configuration().imageSize();
        Optional<PixelTensor> low = network.configuration().superResolution()
                ? Optional.of(noise("low" + number, size / 4))
                : Optional.empty();
        return new NoisyRow(
                noise("row" + number, size),
                (number * 37 + 500) % TIMESTEPS,
                new Conditioning(prompt, low, Optional.empty()));
    }

    private static PixelTensor noise(String name, int size) {
        return new PixelTensor(3, size, size, FormulaCheckpoint.values(name, 3 * size * size, Math.sqrt(3)));
    }
}
