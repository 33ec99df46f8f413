package dev.sailplane.cli.bench;

import dev.sailplane.diffusion.checkpoint.FormulaCheckpoint;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.Conditioning;
import dev.sailplane.diffusion.network.ConvolutionPeak;
import dev.sailplane.diffusion.network.GlideNetwork;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.NoisyRow;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.PromptEncoding;
import dev.sailplane.diffusion.network.PromptTokens;
import dev.sailplane.diffusion.network.PublicConfigurations;
import dev.sailplane.diffusion.network.StateDictLayout;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Times guided steps of a full-size base network with weights made by formula, beside the convolution peak. */
final class StepBenchmark {
    private static final NetworkConfiguration BASE = PublicConfigurations.BASE;
    private static final Duration PEAK_TIME = Duration.ofMillis(200); // for each kind of convolution
    private static final int PIXELS = 3 * BASE.imageSize() * BASE.imageSize();

    private final ComputeSettings settings;
    private final int steps;

    StepBenchmark(ComputeSettings settings, int steps) {
        this.settings = settings;
        this.steps = steps;
    }

    /** With the text cached, then without. Peak and steps take turns, so that all see the machine at the same pace. */
    List<StepTiming> run(String precision) {
        double[] peak = new double[steps];
        double[] cached = new double[steps];
        double[] anew = new double[steps];
        try (GlideNetwork network = load();
                PromptEncoding prompt = network.encode(prompt())) {
            encodeAndStep(network); // the first steps are slower
            encodeAndStep(network);
            for (int turn = 0; turn < steps; turn++) {
                peak[turn] = ConvolutionPeak.measure(settings, PEAK_TIME);
                System.gc(); // not while a step runs
                cached[turn] = seconds(() -> step(network, prompt, prompt));
                anew[turn] = seconds(() -> encodeAndStep(network));
            }
        }
        return List.of(
                new StepTiming(precision, true, median(cached), median(peak)),
                new StepTiming(precision, false, median(anew), median(peak)));
    }

    private GlideNetwork load() {
        try (FormulaCheckpoint weights =
                new FormulaCheckpoint(StateDictLayout.of(BASE).shapes())) {
            return GlideNetwork.load(BASE, weights, settings);
        }
    }

    private static double median(double[] values) {
        return DoubleStream.of(values).sorted().toArray()[values.length / 2];
    }

    private static double seconds(Runnable step) {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) * 1e-9;
    }

    private static void encodeAndStep(GlideNetwork network) {
        try (PromptEncoding conditional = network.encode(prompt());
                PromptEncoding unconditional = network.encode(prompt())) {
            step(network, conditional, unconditional);
        }
    }

    private static void step(GlideNetwork network, PromptEncoding conditional, PromptEncoding unconditional) {
        network.predict(List.of(row(conditional), row(unconditional)));
    }

    private static NoisyRow row(PromptEncoding prompt) {
        float[] noise = FormulaCheckpoint.values("noise", PIXELS, Math.sqrt(3));
        PixelTensor sample = new PixelTensor(3, BASE.imageSize(), BASE.imageSize(), noise);
        return new NoisyRow(sample, 500, new Conditioning(prompt, Optional.empty(), Optional.empty()));
    }

    private static PromptTokens prompt() {
        int[] ids = new int[BASE.text().contextLength()];
        Arrays.fill(ids, BASE.text().vocabularySize() - 1);
        return new PromptTokens(ids, new boolean[ids.length]);
    }
}
