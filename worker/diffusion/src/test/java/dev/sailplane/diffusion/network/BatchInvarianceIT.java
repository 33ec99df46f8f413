package dev.sailplane.diffusion.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On a CPU in fp32 a row has the bits it has alone, whatever batch it is in and at which place. Two lines of {@code
 * glide.py} are for that: the time embedding of a batch of one row is computed for two of them, since a product of one
 * row is another kernel that sums in another order; and features that came with their channels last, as a product's
 * transposed answer does, become contiguous planes before a norm, which sums planes of the two layouts in different
 * orders, and which of the two it meets depends on the batch.
 */
class BatchInvarianceIT {
    private static final int LARGEST = 8;

    static Stream<Arguments> networks() {
        return Stream.of(
                        "tiny_base",
                        "tiny_upsample",
                        "tiny_base_inpaint",
                        "tiny_upsample_inpaint",
                        "tiny_deep",
                        "tiny_plain")
                .flatMap(name -> Stream.of(Arguments.of(name, 1), Arguments.of(name, 2)));
    }

    @ParameterizedTest(name = "{0} on {1} thread(s)")
    @MethodSource("networks")
    void aRowHasTheBitsItHasAlone(String name, int threads) {
        try (Golden golden = Golden.open(name);
                GlideNetwork network = TinyNetworks.load(name, new ComputeSettings("cpu", Precision.FP32, threads));
                TinyPrompts prompts = TinyPrompts.encode(golden, network)) {
            List<NoisyRow> rows = rows(network.configuration(), prompts);
            List<float[]> alone = rows.stream()
                    .map(row -> TinyNetworks.joined(network.predict(List.of(row))))
                    .toList();

            for (int size = 1; size <= LARGEST; size++) {
                for (int first = 0; first + size <= LARGEST; first += size) {
                    List<NoisePrediction> together = network.predict(rows.subList(first, first + size));
                    for (int row = 0; row < size; row++) {
                        assertThat(TinyNetworks.joined(List.of(together.get(row))))
                                .as("row %d of %d", row, size)
                                .isEqualTo(alone.get(first + row));
                    }
                }
            }
        }
    }

    /** Different samples, timesteps, prompts and pictures, at the size the network was made for. */
    private static List<NoisyRow> rows(NetworkConfiguration configuration, TinyPrompts prompts) {
        SplittableRandom random = new SplittableRandom(6);
        int size = configuration.imageSize();
        List<NoisyRow> rows = new ArrayList<>();
        for (int row = 0; row < LARGEST; row++) {
            Optional<PixelTensor> small =
                    configuration.superResolution() ? Optional.of(pixels(3, size / 4, random)) : Optional.empty();
            Optional<KnownPixels> known = configuration.inpainting() && row % 3 > 0
                    ? Optional.of(new KnownPixels(pixels(3, size, random), pixels(1, size, random)))
                    : Optional.empty();
            PromptEncoding prompt =
                    prompts.encodings().get(row % prompts.encodings().size());
            rows.add(new NoisyRow(
                    pixels(3, size, random), random.nextInt(1_000), new Conditioning(prompt, small, known)));
        }
        return rows;
    }

    private static PixelTensor pixels(int channels, int size, SplittableRandom random) {
        float[] values = new float[channels * size * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new PixelTensor(channels, size, size, values);
    }
}
