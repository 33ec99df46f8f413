package dev.sailplane.diffusion.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.diffusion.Golden;
import dev.sailplane.diffusion.checkpoint.FormulaCheckpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a caller of a network may rely on. */
class GlideNetworkTest {
    private static final Golden GOLDEN = Golden.open("tiny_base");

    @SuppressWarnings("NullAway.Init") // before all tests
    private static GlideNetwork network;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static TinyPrompts prompts;

    @BeforeAll
    static void load() {
        network = TinyNetworks.load("tiny_base", TinyNetworks.CPU);
        prompts = TinyPrompts.encode(GOLDEN, network);
    }

    @AfterAll
    static void close() {
        prompts.close();
        network.close();
        GOLDEN.close();
    }

    @Test
    void rowsDependOnNothingButThemselves() {
        List<NoisyRow> rows = TinyNetworks.rows(GOLDEN, prompts, new double[] {3, 997}, false);

        List<NoisePrediction> together = network.predict(rows);
        List<NoisePrediction> swapped = network.predict(rows.reversed());
        List<NoisePrediction> alone = network.predict(rows.subList(1, 2));

        assertSame(swapped.get(1), together.get(0));
        assertSame(swapped.get(0), together.get(1));
        assertSame(alone.get(0), together.get(1));
    }

    @Test
    void takesPicturesThatAreNotSquare() {
        NoisyRow row = new NoisyRow(
                TinyNetworks.pixels(GOLDEN, "x16x24", 0),
                500,
                plain(prompts.encodings().getFirst()));

        List<NoisePrediction> answer = network.predict(List.of(row));

        assertThat(TinyNetworks.distance(TinyNetworks.joined(answer), GOLDEN.floats("out16x24.t500")))
                .isLessThan(2e-5);
    }

    @Test
    void bfloat16StaysNearTheReference() {
        try (GlideNetwork narrow = TinyNetworks.load("tiny_base", new ComputeSettings("cpu", Precision.BF16, 1));
                TinyPrompts narrowPrompts = TinyPrompts.encode(GOLDEN, narrow)) {
            List<NoisyRow> rows = TinyNetworks.rows(GOLDEN, narrowPrompts, new double[] {500, 500}, false);

            float[] answer = TinyNetworks.joined(narrow.predict(rows));

            double error = TinyNetworks.relativeError(answer, GOLDEN.floats("out.t500"));
            assertThat(error).isBetween(1e-4, 3e-2); // nearer than that would not be bfloat16
        }
    }

    @Test
    void bfloat16TakesEveryKindOfNetwork() {
        for (String name : List.of("tiny_upsample_inpaint", "tiny_deep", "tiny_plain")) {
            try (Golden golden = Golden.open(name);
                    GlideNetwork narrow = TinyNetworks.load(name, new ComputeSettings("cpu", Precision.BF16, 1));
                    TinyPrompts narrowPrompts = TinyPrompts.encode(golden, narrow)) {
                List<NoisyRow> rows = TinyNetworks.rows(golden, narrowPrompts, new double[] {500, 500}, true);

                float[] answer = TinyNetworks.joined(narrow.predict(rows));

                assertThat(TinyNetworks.relativeError(answer, golden.floats("out.t500")))
                        .as(name)
                        .isLessThan(3e-2);
            }
        }
    }

    @Test
    void refusesWeightsOfAnotherNetwork() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>(
                StateDictLayout.of(TinyNetworks.configuration("tiny_base")).shapes());
        shapes.remove("out.2.bias");
        try (FormulaCheckpoint incomplete = new FormulaCheckpoint(shapes)) {
            assertThatThrownBy(() ->
                            GlideNetwork.load(TinyNetworks.configuration("tiny_base"), incomplete, TinyNetworks.CPU))
                    .isInstanceOf(StateDictException.class)
                    .hasMessageContaining("missing (out.2.bias)");
        }
    }

    @Test
    void refusesHalfPrecisionOnACpu() {
        assertThatThrownBy(() -> ComputeSettings.onCpu(Precision.FP16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fp16 needs a GPU");
    }

    @Test
    void refusesADeviceItDoesNotKnow() {
        assertThatThrownBy(() -> new ComputeSettings("tpu", Precision.FP32, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("device is cpu, cuda, cuda:N or auto");
    }

    @Test
    void refusesAGpuThatIsNotThere() {
        ComputeSettings settings = new ComputeSettings("cuda:117", Precision.FP16, 0);

        assertThatThrownBy(() -> TinyNetworks.load("tiny_base", settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cuda:117 is not there");
    }

    @Test
    void refusesAPromptOfAnotherLength() {
        assertThatThrownBy(() -> network.encode(new PromptTokens(new int[15], new boolean[15])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16 tokens, not 15");
    }

    @Test
    void refusesTokensOutsideTheVocabulary() {
        int[] ids = new int[16];
        ids[3] = 300;

        assertThatThrownBy(() -> network.encode(new PromptTokens(ids, new boolean[16])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 299, not 300");
    }

    @Test
    void refusesSizesThatCannotBeHalved() {
        assertRefused(new PixelTensor(3, 16, 17, new float[3 * 16 * 17]), "multiples of 2, not 16 x 17");
    }

    @Test
    void refusesPicturesItTakesNoneOf() {
        PixelTensor sample = TinyNetworks.pixels(GOLDEN, "x", 0);
        PromptEncoding prompt = prompts.encodings().getFirst();
        Conditioning low = new Conditioning(prompt, Optional.of(sample), Optional.empty());

        assertThatThrownBy(() -> network.predict(List.of(new NoisyRow(sample, 1, low))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes no low-resolution picture");
    }

    @Test
    void refusesPromptsThatAreClosedOrOfAnotherNetwork() {
        PixelTensor sample = TinyNetworks.pixels(GOLDEN, "x", 0);
        PromptEncoding closed = network.encode(TinyNetworks.tokens(GOLDEN, 0));
        closed.close();

        assertThatThrownBy(() -> network.predict(List.of(new NoisyRow(sample, 1, plain(closed)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> network.predict(List.of(new NoisyRow(sample, 1, plain(() -> {})))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another network");
    }

    private static void assertRefused(PixelTensor sample, String message) {
        NoisyRow row = new NoisyRow(sample, 1, plain(prompts.encodings().getFirst()));
        assertThatThrownBy(() -> network.predict(List.of(row)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static void assertSame(NoisePrediction actual, NoisePrediction expected) {
        assertThat(TinyNetworks.distance(TinyNetworks.joined(List.of(actual)), TinyNetworks.joined(List.of(expected))))
                .isLessThan(1e-5);
    }

    private static Conditioning plain(PromptEncoding prompt) {
        return new Conditioning(prompt, Optional.empty(), Optional.empty());
    }
}
