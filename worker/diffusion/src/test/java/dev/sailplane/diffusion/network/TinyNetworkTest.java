package dev.sailplane.diffusion.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.Golden;
import dev.sailplane.diffusion.sampling.Guidance;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole forwards of tiny networks against the reference. */
class TinyNetworkTest {
    private static final double TOLERANCE = 2e-5; // the reference's own fp32 error is 1e-6 to 4e-6

    static Stream<Arguments> forwards() {
        return Stream.of(
                        Stream.of("t0", "t1", "t250", "t500", "t999", "t499.5", "mixed_t(3,997)")
                                .map(time -> Arguments.of("tiny_base", time)),
                        times("tiny_upsample"),
                        times("tiny_base_inpaint"),
                        times("tiny_upsample_inpaint"),
                        times("tiny_deep"),
                        times("tiny_plain"))
                .flatMap(stream -> stream);
    }

    @ParameterizedTest
    @MethodSource("forwards")
    void predictsWhatTheReferencePredicts(String name, String time) {
        try (Golden golden = Golden.open(name);
                GlideNetwork network = TinyNetworks.load(name, TinyNetworks.CPU);
                TinyPrompts prompts = TinyPrompts.encode(golden, network)) {
            List<NoisyRow> rows = TinyNetworks.rows(golden, prompts, timesteps(time), true);

            assertClose(network.predict(rows), golden.floats("out." + time));
        }
    }

    /** The reference feeds both rows the first row's sample, and guides them with the two prompts. */
    @Test
    void isGuidedAsTheReferenceIs() {
        try (Golden golden = Golden.open("tiny_base");
                GlideNetwork network = TinyNetworks.load("tiny_base", TinyNetworks.CPU);
                TinyPrompts prompts = TinyPrompts.encode(golden, network)) {
            List<NoisyRow> rows = TinyNetworks.rows(golden, prompts, new double[] {500, 500}, false).stream()
                    .map(row -> new NoisyRow(TinyNetworks.pixels(golden, "x", 0), 500, row.conditioning()))
                    .toList();
            List<NoisePrediction> predictions = network.predict(rows);
            Guidance guidance = new Guidance.ClassifierFree(
                    rows.getFirst().conditioning(), rows.getLast().conditioning(), 3);

            float[] guided = TinyNetworks.joined(List.of(guidance.combine(predictions)));

            float[] expected = Arrays.copyOf(golden.floats("out.cfg3.t500"), guided.length);
            assertThat(TinyNetworks.distance(guided, expected))
                    .isLessThan(3 * TOLERANCE); // the scale multiplies errors
        }
    }

    @ParameterizedTest
    @MethodSource("inpainting")
    void takesNothingAsKnownWhereNothingIsGiven(String name) {
        try (Golden golden = Golden.open(name);
                GlideNetwork network = TinyNetworks.load(name, TinyNetworks.CPU);
                TinyPrompts prompts = TinyPrompts.encode(golden, network)) {
            List<NoisyRow> rows = TinyNetworks.rows(golden, prompts, new double[] {500, 500}, false);

            assertClose(network.predict(rows), golden.floats("out.t500.no_inpaint_args"));
        }
    }

    static Stream<String> inpainting() {
        return Stream.of("tiny_base_inpaint", "tiny_upsample_inpaint");
    }

    private static Stream<Arguments> times(String name) {
        return Stream.of("t0", "t500", "t999").map(time -> Arguments.of(name, time));
    }

    private static double[] timesteps(String time) {
        if (time.startsWith("mixed")) {
            return new double[] {3, 997};
        }
        double timestep = Double.parseDouble(time.substring(1));
        return new double[] {timestep, timestep};
    }

    static void assertClose(List<NoisePrediction> predictions, float[] expected) {
        assertThat(TinyNetworks.distance(TinyNetworks.joined(predictions), expected))
                .isLessThan(TOLERANCE);
    }
}
