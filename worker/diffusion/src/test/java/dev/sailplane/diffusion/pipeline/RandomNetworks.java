package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.checkpoint.FormulaCheckpoint;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.GlideNetwork;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.NetworkConfiguration.AttentionHeads;
import dev.sailplane.diffusion.network.PromptedNetwork;
import dev.sailplane.diffusion.network.StateDictLayout;
import dev.sailplane.diffusion.network.TextConfiguration;
import dev.sailplane.diffusion.sampling.Sampler;
import dev.sailplane.diffusion.schedule.BetaSchedule;
import dev.sailplane.diffusion.schedule.Respacing;
import dev.sailplane.diffusion.scheduling.Lane;
import dev.sailplane.diffusion.tokenizer.GlideTokenizer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A model with all kinds of layers, real kernels and weights by formula, as small as it can be: 8 pixels, enlarged to 16,
 * and a base network of its own for edits. It draws nothing that means anything.
 */
record RandomNetworks(GlideNetwork base, GlideNetwork upsampler, GlideNetwork inpainting) implements AutoCloseable {
    private static final BaseSettings BASE = new BaseSettings(Respacing.evenly(4), new Sampler.Ancestral(), 3);
    private static final UpsamplingSettings UPSAMPLING =
            new UpsamplingSettings(Respacing.evenly(2), new Sampler.Ddim(0), 0.997);

    static RandomNetworks load(ComputeSettings settings) {
        return new RandomNetworks(
                load(8, false, false, settings), load(16, true, false, settings), load(8, false, true, settings));
    }

    /** A pipeline with lanes of its own; it need not be closed. */
    GlidePipeline pipeline(Function<PromptedNetwork, Lane> lanes) {
        return new GlidePipeline(
                "test/random",
                new NetworkPair(
                        new BaseStage(base, BetaSchedule.SQUARED_COSINE, BASE),
                        Optional.of(new UpsamplingStage(upsampler, BetaSchedule.LINEAR, UPSAMPLING))),
                Optional.of(new NetworkPair(
                        new BaseStage(inpainting, BetaSchedule.SQUARED_COSINE, BASE), Optional.empty())),
                lanes);
    }

    @Override
    public void close() {
        base.close();
        upsampler.close();
        inpainting.close();
    }

    private static GlideNetwork load(int size, boolean superResolution, boolean inpainting, ComputeSettings settings) {
        NetworkConfiguration configuration = new NetworkConfiguration(
                size,
                32,
                List.of(1, 1),
                1,
                List.of(size / 2),
                new AttentionHeads.OfWidth(32),
                superResolution,
                inpainting,
                true,
                true,
                new TextConfiguration(8, 32, 1, 2, GlideTokenizer.VOCABULARY_SIZE, true, true));
        try (FormulaCheckpoint weights =
                new FormulaCheckpoint(StateDictLayout.of(configuration).shapes())) {
            return GlideNetwork.load(configuration, weights, settings);
        }
    }
}
