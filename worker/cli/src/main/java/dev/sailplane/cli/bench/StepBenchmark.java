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
    private static final Duration PEAK_TIME = Duration.ofSeconds(2);
    private static final int PIXELS = 3 * BASE.imageSize() * BASE.imageSize();

    private final ComputeSettings settings;
    private final int steps;

    StepBenchmark(ComputeSettings settings, int steps) {
        this.settings = settings;
        this.steps = steps;
    }

    /** With the text cached, then without. The peak is measured before and after: the machine may change its pace. */
    List<StepTiming> run(String precision) {
        double before = ConvolutionPeak.measure(settings, PEAK_TIME);
        double cached;
        double anew;
        try (GlideNetwork network = load();
                PromptEncoding prompt = network.encode(prompt())) {
            System.gc(); // the weights' garbage is not to be collected while a step runs
            cached = median(() -> step(network, prompt, prompt));
            anew = median(() -> encodeAndStep(network));
        }
        double peak = Math.max(before, ConvolutionPeak.measure(settings, PEAK_TIME));
        return List.of(new StepTiming(precision, true, cached, peak), new StepTiming(precision, false, anew, peak));
    }

    private GlideNetwork load() {
        try (FormulaCheckpoint weights =
                new FormulaCheckpoint(StateDictLayout.of(BASE).shapes())) {
            return GlideNetwork.load(BASE, weights, settings);
        }
    }

    private double median(Runnable step) {
        step.run(); // first steps are slower
        step.run();
        double[] seconds =
                DoubleStream.generate(() -> seconds(step)).limit(steps).sorted().toArray();
        return seconds[seconds.length / 2];
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
