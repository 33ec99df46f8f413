package dev.sailplane.diffusion.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.Golden;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same networks on a GPU, in its three precisions. Needs a libtorch with CUDA; see the module's README. */
@Tag("gpu")
class GpuNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "tiny_base, FP32, 1e-3",
        "tiny_base, FP16, 3e-2",
        "tiny_base, BF16, 5e-2",
        "tiny_upsample_inpaint, FP32, 1e-3",
        "tiny_upsample_inpaint, FP16, 3e-2",
        "tiny_deep, FP16, 3e-2",
        "tiny_plain, FP16, 3e-2"
    })
    void staysNearTheReference(String name, Precision precision, double tolerance) {
        ComputeSettings settings = new ComputeSettings("cuda", precision, 0);
        try (Golden golden = Golden.open(name);
                GlideNetwork network = TinyNetworks.load(name, settings);
                TinyPrompts prompts = TinyPrompts.encode(golden, network)) {
            List<NoisyRow> rows = TinyNetworks.rows(golden, prompts, new double[] {500, 500}, true);

            float[] answer = TinyNetworks.joined(network.predict(rows));

            assertThat(TinyNetworks.relativeError(answer, golden.floats("out.t500")))
                    .isLessThan(tolerance);
        }
    }
}
