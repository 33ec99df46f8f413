package dev.sailplane.diffusion.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.IValue;
import dev.sailplane.diffusion.Golden;
import dev.sailplane.diffusion.network.Step.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a tiny network holds between text encoder and last convolution, against the reference. */
class TinyBlocksTest {
    private static final double TOLERANCE = 2e-5;
    private static final String NAME = "tiny_base";

    static final List<String> NETWORKS =
            List.of(NAME, "tiny_upsample", "tiny_base_inpaint", "tiny_upsample_inpaint", "tiny_deep", "tiny_plain");

    @Test
    void everyBlockAgrees() {
        try (Golden golden = Golden.open(NAME);
                GlideNetwork network = TinyNetworks.load(NAME, TinyNetworks.CPU);
                PromptEncoding prompt = network.encode(TinyNetworks.tokens(golden, 0));
                TorchScope scope = new TorchScope(network.module().manager())) {
            float[] sample = TinyNetworks.pixels(golden, "x", 0).values();
            IValue x = scope.value(scope.floats(sample, 1, 3, 16, 16));
            DevicePromptEncoding text = (DevicePromptEncoding) prompt;
            IValue embedding = scope.value(scope.tensor(embedding(network, scope, scope.value(text.pooled()))));
            List<Step> steps = NetworkPlan.of(network.configuration()).steps();
            List<String> compared = new ArrayList<>();

            for (int end : blockEnds(steps)) {
                String block = blockName(steps, end);
                try (IValue plan = DeviceWeights.steps(steps.subList(0, end))) {
                    float[] answer = scope.floats(network.module()
                            .run(
                                    "blocks",
                                    network.weights().blocks(),
                                    plan,
                                    x,
                                    embedding,
                                    scope.value(text.textKeys())));
                    assertThat(TinyNetworks.distance(answer, golden.floats("act." + block)))
                            .as(block)
                            .isLessThan(TOLERANCE);
                }
                compared.add(block);
            }

            assertThat(compared)
                    .containsExactly(
                            "input_blocks.0",
                            "input_blocks.1",
                            "input_blocks.2",
                            "input_blocks.3",
                            "middle_block",
                            "output_blocks.0",
                            "output_blocks.1",
                            "output_blocks.2",
                            "output_blocks.3");
        }
    }

    @ParameterizedTest
    @FieldSource("NETWORKS")
    void pooledTextAgrees(String name) {
        try (Golden golden = Golden.open(name);
                GlideNetwork network = TinyNetworks.load(name, TinyNetworks.CPU);
                TinyPrompts prompts = TinyPrompts.encode(golden, network)) {
            float[] expected = golden.floats("xf_proj");
            int width = expected.length / prompts.encodings().size();
            for (int row = 0; row < prompts.encodings().size(); row++) {
                float[] pooled = ((DevicePromptEncoding) prompts.encodings().get(row))
                        .pooled()
                        .toFloatArray();
                assertThat(TinyNetworks.distance(pooled, Arrays.copyOfRange(expected, row * width, (row + 1) * width)))
                        .isLessThan(TOLERANCE);
            }
        }
    }

    @Test
    void timeEmbeddingAgrees() {
        try (Golden golden = Golden.open(NAME);
                GlideNetwork network = TinyNetworks.load(NAME, TinyNetworks.CPU);
                TorchScope scope = new TorchScope(network.module().manager())) {
            float[] expected = golden.floats("act.time_embed"); // before the text is added
            IValue noText = scope.value(scope.floats(new float[expected.length], 1, expected.length));

            IValue answer = embedding(network, scope, noText);

            assertThat(TinyNetworks.distance(scope.floats(answer), expected)).isLessThan(TOLERANCE);
        }
    }

    @Test
    void embeddedTokensAgree() {
        try (Golden golden = Golden.open(NAME);
                GlideNetwork network = TinyNetworks.load(NAME, TinyNetworks.CPU);
                TorchScope scope = new TorchScope(network.module().manager())) {
            IValue answer = embeddedTokens(golden, network, scope);

            assertThat(TinyNetworks.distance(scope.floats(answer), golden.floats("text.embed_in")))
                    .isLessThan(TOLERANCE);
        }
    }

    @ParameterizedTest
    @FieldSource("NETWORKS")
    void textStatesAgree(String name) {
        try (Golden golden = Golden.open(name);
                GlideNetwork network = TinyNetworks.load(name, TinyNetworks.CPU);
                TorchScope scope = new TorchScope(network.module().manager())) {
            IValue answer = network.module()
                    .run(
                            "text_states",
                            embeddedTokens(golden, network, scope),
                            network.weights().transformer(),
                            network.weights().finalNorm(),
                            scope.value(network.configuration().text().heads()));
            float[] states = scope.tensor(answer).transpose(0, 2, 1).toFloatArray(); // [N, width, T]

            assertThat(TinyNetworks.distance(states, golden.floats("xf_out"))).isLessThan(TOLERANCE);
        }
    }

    private static IValue embeddedTokens(Golden golden, GlideNetwork network, TorchScope scope) {
        byte[] bytes = golden.bytes("mask");
        boolean[] mask = new boolean[bytes.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = bytes[i] != 0;
        }
        int[] shape = golden.shape("tokens");
        return network.module()
                .run(
                        "text_embedding",
                        network.weights().embeddings(),
                        scope.value(scope.longs(golden.longs("tokens"), shape[0], shape[1])),
                        scope.value(scope.booleans(mask, shape[0], shape[1])));
    }

    private static IValue embedding(GlideNetwork network, TorchScope scope, IValue pooled) {
        IValue t = scope.value(scope.floats(new float[] {500}, 1));
        return network.module().run("embedding", network.weights().time(), t, pooled);
    }

    /** A block ends before its features are pushed, before the first or the next are popped, and at the plan's end. */
    private static List<Integer> blockEnds(List<Step> steps) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Operation operation = steps.get(i).operation();
            if (operation == Operation.PUSH || operation == Operation.POP) {
                ends.add(i);
            }
        }
        ends.add(steps.size());
        return ends;
    }

    private static String blockName(List<Step> steps, int end) {
        long pushed = count(steps, end, Operation.PUSH);
        long popped = count(steps, end, Operation.POP);
        if (popped > 0) {
            return "output_blocks." + (popped - 1);
        }
        return pushed < count(steps, steps.size(), Operation.PUSH) ? "input_blocks." + pushed : "middle_block";
    }

    private static long count(List<Step> steps, int end, Operation operation) {
        return steps.stream()
                .limit(end)
                .filter(step -> step.operation() == operation)
                .count();
    }
}
