package dev.sailplane.diffusion.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.Golden;
import dev.sailplane.diffusion.checkpoint.FormulaCheckpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The four public networks at their full size, with the formula's weights, against the reference. */
class FullSizeNetworkIT {
    private static final double TOLERANCE = 1e-4; // a timestep off by one shows as 0.2, an approximate GELU as 5e-4
    private static final int[] CORGI = {272, 3056, 12036, 286, 257, 1162, 12397}; // an oil painting of a corgi

    @Test
    void baseAgreesForRowsOfDifferentTimestepsAndPrompts() {
        try (Full full = Full.load("base", PublicConfigurations.BASE)) {
            PixelTensor x = full.input("s64/x", 3, 64, Math.sqrt(3));
            List<NoisePrediction> answers = full.network.predict(List.of(
                    full.row(x, 500, full.corgi), full.row(x, 500, full.nothing), full.row(x, 999, full.corgi)));

            full.assertRow(answers.get(0), "out.s64.t500.cond");
            full.assertRow(answers.get(1), "out.s64.t500.uncond");
            full.assertRow(answers.get(2), "out.s64.t999.cond");

            NoisyRow small = full.row(full.input("s32/x", 3, 32, Math.sqrt(3)), 20, full.corgi);
            full.assertRow(full.network.predict(List.of(small)).getFirst(), "out.s32.t20.cond");
        }
    }

    @Test
    void baseInpaintAgrees() {
        try (Full full = Full.load("base_inpaint", PublicConfigurations.BASE_INPAINT)) {
            full.assertRow(full.predict(64, true), "out.s64.t500.cond");
        }
    }

    @Test
    void upsampleAgreesAtTwoSizes() {
        try (Full full = Full.load("upsample", PublicConfigurations.UPSAMPLE)) {
            full.assertRow(full.predict(64, false), "out.s64.t500.cond");
            full.assertEveryEighth(full.predict(256, false), "out.s256.t500.cond.strided");
        }
    }

    @Test
    void upsampleInpaintAgrees() {
        try (Full full = Full.load("upsample_inpaint", PublicConfigurations.UPSAMPLE_INPAINT)) {
            full.assertRow(full.predict(64, true), "out.s64.t500.cond");
        }
    }

    /** One network, its vectors and the two prompts they use. */
    private record Full(String name, Golden golden, GlideNetwork network, PromptEncoding corgi, PromptEncoding nothing)
            implements AutoCloseable {

        static Full load(String name, NetworkConfiguration configuration) {
            Golden golden = Golden.open("full_" + name);
            GlideNetwork network;
            try (FormulaCheckpoint weights =
                    new FormulaCheckpoint(StateDictLayout.of(configuration).shapes())) {
                network = GlideNetwork.load(configuration, weights, ComputeSettings.onCpu(Precision.FP32));
            }
            return new Full(name, golden, network, network.encode(padded(CORGI)), network.encode(padded(new int[0])));
        }

        NoisePrediction predict(int size, boolean known) {
            String prefix = "s" + size + "/";
            Optional<KnownPixels> pixels = known
                    ? Optional.of(new KnownPixels(
                            input(prefix + "inpaint_image", 3, size, 1),
                            positive(input(prefix + "inpaint_mask", 1, size, 1))))
                    : Optional.empty();
            Optional<PixelTensor> small = network.configuration().superResolution()
                    ? Optional.of(input(prefix + "low_res", 3, size / 4, 1))
                    : Optional.empty();
            Conditioning conditioning = new Conditioning(corgi, small, pixels);
            PixelTensor x = input(prefix + "x", 3, size, Math.sqrt(3));
            return network.predict(List.of(new NoisyRow(x, 500, conditioning))).getFirst();
        }

        NoisyRow row(PixelTensor x, double timestep, PromptEncoding prompt) {
            return new NoisyRow(x, timestep, new Conditioning(prompt, Optional.empty(), Optional.empty()));
        }

        PixelTensor input(String key, int channels, int size, double scale) {
            float[] values = FormulaCheckpoint.values("input/" + name + "/" + key, channels * size * size, scale);
            return new PixelTensor(channels, size, size, values);
        }

        void assertRow(NoisePrediction prediction, String key) {
            assertThat(TinyNetworks.distance(TinyNetworks.joined(List.of(prediction)), golden.floats(key)))
                    .isLessThan(TOLERANCE);
        }

        void assertEveryEighth(NoisePrediction prediction, String key) {
            List<Float> kept = new ArrayList<>();
            for (PixelTensor half : List.of(prediction.noise(), prediction.variance())) {
                for (int i = 0; i < half.values().length; i++) {
                    boolean keptRow = i / half.width() % half.height() % 8 == 0;
                    if (keptRow && i % half.width() % 8 == 0) {
                        kept.add(half.values()[i]);
                    }
                }
            }
            float[] values = new float[kept.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = kept.get(i);
            }
            assertThat(TinyNetworks.distance(values, golden.floats(key))).isLessThan(TOLERANCE);
        }

        @Override
        public void close() {
            corgi.close();
            nothing.close();
            network.close();
            golden.close();
        }

        private static PixelTensor positive(PixelTensor noise) {
            float[] mask = new float[noise.values().length];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = noise.values()[i] > 0 ? 1 : 0;
            }
            return new PixelTensor(1, noise.height(), noise.width(), mask);
        }

        private static PromptTokens padded(int[] tokens) {
            TextConfiguration text = PublicConfigurations.TEXT;
            int[] ids = Arrays.copyOf(tokens, text.contextLength());
            Arrays.fill(ids, tokens.length, ids.length, text.vocabularySize() - 1);
            boolean[] mask = new boolean[ids.length];
            Arrays.fill(mask, 0, tokens.length, true);
            return new PromptTokens(ids, mask);
        }
    }
}
