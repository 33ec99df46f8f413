package dev.sailplane.diffusion.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import dev.sailplane.diffusion.Golden;
import dev.sailplane.diffusion.checkpoint.FormulaCheckpoint;
import dev.sailplane.diffusion.checkpoint.StoredTensor;
import dev.sailplane.diffusion.network.Step.Operation;
import dev.sailplane.diffusion.network.Weight.Role;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The methods of the TorchScript text, one by one, against the reference's operators. */
class TorchTextTest {
    private static final double OPERATOR = 1e-5;
    private static final int EMBEDDING_WIDTH = 128;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static TorchModule module;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static TorchModule plainModule; // without scale-shift norm

    private final Golden golden = Golden.open("ops");
    private final TorchScope scope = new TorchScope(module.manager());

    @BeforeAll
    static void loadText() {
        ComputeSettings settings = TinyNetworks.CPU;
        module = TorchModule.load(TinyNetworks.configuration("tiny_base"), settings);
        plainModule = TorchModule.load(TinyNetworks.configuration("tiny_plain"), settings);
    }

    @AfterAll
    static void unloadText() {
        module.close();
        plainModule.close();
    }

    @AfterEach
    void close() {
        scope.close();
        golden.close();
    }

    @Test
    void groupNormAgrees() {
        assertClose(run("group_norm", in("gn.x"), in("gn.weight"), in("gn.bias")), "gn.swish0.out");
    }

    @Test
    void normAndActivationAgree() {
        IValue norm = scope.value(
                scope.tensor(module.run("group_norm", in("gn.x"), in("gn.weight"), in("gn.bias")), module.manager()));
        assertClose(run("silu", norm), "gn.swish1.out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"silu", "gelu"})
    void activationAgrees(String name) {
        assertClose(run(name, in("act.x")), "act." + name);
    }

    @Test
    void layerNormAgrees() {
        assertClose(run("layer_norm", in("ln.x"), in("ln.weight"), in("ln.bias")), "ln.out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4to16", "5x7to20x28", "6to16", "16to12x40", "1to4"})
    void enlargingIsBilinear(String name) {
        int[] size = golden.shape("bilinear." + name + ".out");
        IValue picture = in("bilinear." + name + ".in");
        assertClose(run("enlarged", picture, scope.value(size[2]), scope.value(size[3])), "bilinear." + name + ".out");
    }

    @Test
    void enlargingIsBilinearAtTheUpsamplersSize() {
        float[] rows = golden.floats("bilinear.64to256.out"); // the first twelve

        float[] answer = run("enlarged", in("bilinear.64to256.in"), scope.value(256), scope.value(256));

        assertThat(TinyNetworks.distance(Arrays.copyOf(answer, rows.length), rows))
                .isLessThan(OPERATOR);
    }

    @Test
    void doublingRepeatsPixels() {
        assertClose(run("doubled", in("nearest2.in")), "nearest2.out");
    }

    @Test
    void halvingAveragesPixels() {
        assertClose(run("halved", in("avgpool2.in")), "avgpool2.out");
    }

    @ParameterizedTest
    @CsvSource({
        "same, 32, 32, RESIDUAL",
        "widen, 96, 64, RESIDUAL",
        "up, 32, 32, RESIDUAL_UP",
        "down, 32, 32, RESIDUAL_DOWN",
        "noscale, 32, 64, RESIDUAL"
    })
    void residualBlockAgrees(String name, int in, int out, Operation operation) {
        boolean scaleShift = !name.equals("noscale");
        TorchModule text = scaleShift ? module : plainModule;
        IValue weights = weights(text, residualWeights("ops.res." + name, in, out, scaleShift));
        IValue embedding = in("block.emb", values -> (float) (values / (1 + Math.exp(-values))));

        IValue answer =
                text.run("residual", in("res." + name + ".in"), embedding, weights, scope.value(operation.code()));

        assertClose(scope.floats(answer), "res." + name + ".out");
    }

    @ParameterizedTest
    @CsvSource({"cross, 64, 4, true", "self, 64, 4, false", "heads2, 32, 2, true"})
    void attentionBlockAgrees(String name, int channels, int heads, boolean cross) {
        List<Weight> own = attentionWeights("ops.attn." + name, channels, cross);
        IValue weights = weights(module, own);
        IValue text = cross ? keys(own) : scope.value(scope.floats(new float[0], 2, 0, 2L * channels));

        IValue answer = module.run("attention", in("attn." + name + ".in"), text, weights, scope.value(heads));

        assertClose(scope.floats(answer), "attn." + name + ".out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"d192.int", "d192.frac", "d32.int", "d32.frac", "d33.int", "d33.frac"})
    void timestepEmbeddingAgrees(String name) {
        try (Golden embeddings = Golden.open("timestep_embedding")) {
            float[] timesteps = embeddings.floats(name + ".t");
            float[] expected = embeddings.floats(name + ".out");
            int width = embeddings.shape(name + ".out")[1];

            float[] answer = run(
                    "timestep_embedding", scope.value(scope.floats(timesteps, timesteps.length)), scope.value(width));

            for (int row = 0; row < timesteps.length; row++) {
                float[] actual = Arrays.copyOfRange(answer, row * width, (row + 1) * width);
                double distance =
                        TinyNetworks.distance(actual, Arrays.copyOfRange(expected, row * width, (row + 1) * width));
                // Large angles are rounded before their cosine is taken.
                assertThat(distance).as("t = " + timesteps[row]).isLessThan(timesteps[row] <= 10 ? 1e-6 : 1e-4);
            }
        }
    }

    @Test
    void attentionOverTextAndPixelsAgrees() {
        assertTransposed(run("attend", channelsLast("qkv.in"), channelsLast("qkv.kv"), scope.value(4)), "qkv.out");
    }

    @Test
    void attentionOverPixelsAloneAgrees() {
        assertTransposed(run("attend", channelsLast("qkv.in"), noText(64), scope.value(4)), "qkv.out_noenc");
    }

    @Test
    void attentionOverTokensAgrees() {
        assertClose(run("attend", in("xfqkv.in"), noText(64), scope.value(4)), "xfqkv.out");
    }

    private IValue keys(List<Weight> own) {
        List<Weight> encoder = own.stream()
                .filter(weight -> weight.key().contains("encoder_kv"))
                .toList();
        int[] shape = golden.shape("attn.enc");
        float[] states = transposed(golden.floats("attn.enc"), shape);
        IValue input = scope.value(scope.floats(states, shape[0], shape[2], shape[1]));
        return scope.value(scope.tensor(module.run("text_keys", input, weights(module, encoder)), module.manager()));
    }

    private IValue noText(int channels) {
        return scope.value(scope.floats(new float[0], 1, 0, channels));
    }

    /** [N, C, L] as [N, L, C]. */
    private IValue channelsLast(String key) {
        int[] shape = golden.shape(key);
        return scope.value(scope.floats(transposed(golden.floats(key), shape), shape[0], shape[2], shape[1]));
    }

    private void assertTransposed(float[] answer, String key) {
        float[] expected = transposed(golden.floats(key), golden.shape(key));
        assertThat(TinyNetworks.distance(answer, expected)).isLessThan(OPERATOR);
    }

    private static float[] transposed(float[] values, int[] shape) {
        float[] result = new float[values.length];
        for (int row = 0; row < shape[0]; row++) {
            for (int channel = 0; channel < shape[1]; channel++) {
                for (int position = 0; position < shape[2]; position++) {
                    result[(row * shape[2] + position) * shape[1] + channel] =
                            values[(row * shape[1] + channel) * shape[2] + position];
                }
            }
        }
        return result;
    }

    private static List<Weight> residualWeights(String prefix, int in, int out, boolean scaleShift) {
        Role.Convolution convolution = new Role.Convolution(1, 6, true);
        WeightList list = new WeightList()
                .norm(prefix + ".in_layers.0", in)
                .convolution(prefix + ".in_layers.2", in, out, 3, convolution)
                .linear(prefix + ".emb_layers.1", EMBEDDING_WIDTH, scaleShift ? 2 * out : out, new Role.Exact())
                .norm(prefix + ".out_layers.0", out)
                .convolution(prefix + ".out_layers.3", out, out, 3, convolution);
        if (in != out) {
            list.convolution(prefix + ".skip_connection", in, out, 1, convolution);
        }
        return list.weights();
    }

    private static List<Weight> attentionWeights(String prefix, int channels, boolean cross) {
        WeightList list =
                new WeightList().norm(prefix + ".norm", channels).pointwise(prefix + ".qkv", channels, 3 * channels);
        int textWidth = cross ? 64 : 1; // without text the place is kept by weights nobody reads
        return list.pointwise(prefix + ".encoder_kv", textWidth, 2 * channels)
                .pointwise(prefix + ".proj_out", channels, channels)
                .weights();
    }

    private IValue weights(TorchModule text, List<Weight> weights) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        weights.forEach(weight -> shapes.put(weight.key(), weight.shape()));
        try (FormulaCheckpoint formula = new FormulaCheckpoint(shapes)) {
            Map<String, StoredTensor> stored = new LinkedHashMap<>();
            shapes.keySet().forEach(key -> stored.put(key, formula.tensor(key)));
            List<PtNDArray> prepared = new WeightPreparation(text, stored).prepare(weights);
            return scope.list(prepared);
        }
    }

    private IValue in(String key) {
        return in(key, value -> value);
    }

    private IValue in(String key, FloatOperator operator) {
        float[] values = golden.floats(key);
        for (int i = 0; i < values.length; i++) {
            values[i] = operator.apply(values[i]);
        }
        long[] shape = Arrays.stream(golden.shape(key)).asLongStream().toArray();
        return scope.value(scope.floats(values, shape));
    }

    private float[] run(String method, IValue... arguments) {
        return scope.floats(module.run(method, arguments));
    }

    private void assertClose(float[] answer, String key) {
        assertThat(TinyNetworks.distance(answer, golden.floats(key))).isLessThan(OPERATOR);
    }

    private interface FloatOperator {
        float apply(float value);
    }
}
