package dev.sailplane.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.FormulaCheckpoint;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.Conditioning;
import dev.sailplane.diffusion.network.GlideNetwork;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.NetworkConfiguration.AttentionHeads;
import dev.sailplane.diffusion.network.NoisyRow;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.diffusion.network.PromptEncoding;
import dev.sailplane.diffusion.network.TextConfiguration;
import dev.sailplane.diffusion.tokenizer.GlideTokenizer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassThroughTest {
    private static final int SIDE = 16;
    private static final int AREA = SIDE * SIDE;

    /** A new network gives back the noisy picture, each colour at a size of one and with its own mean. */
    @ParameterizedTest
    @CsvSource({"64, 1, false", "96, 1, false", "192, 1, false", "32, 2, false", "64, 1, true"})
    void theNoisyPictureComesOut(int channels, int multiplier, boolean upsampler) {
        float[] sample = FormulaCheckpoint.values("sample", 3 * AREA, Math.sqrt(3));
        for (int i = 0; i < AREA; i++) {
            sample[i] += 0.3f; // a colour's mean, which norms otherwise take away
        }
        float[] noise = predicted(configuration(channels, multiplier, upsampler), sample);
        for (int colour = 0; colour < 3; colour++) {
            double size = rootMeanSquare(sample, colour);
            for (int i = colour * AREA; i < (colour + 1) * AREA; i++) {
                assertThat((double) noise[i]).isCloseTo(sample[i] / size, within(1e-3));
            }
        }
    }

    /** A norm's group of one channel has no room for it. */
    @Test
    void withOneChannelAGroupItBeginsWithNothing() {
        float[] noise =
                predicted(configuration(32, 1, false), FormulaCheckpoint.values("sample", 3 * AREA, Math.sqrt(3)));
        assertThat(noise).containsOnly(0f);
    }

    private static double rootMeanSquare(float[] sample, int colour) {
        double squares = 0;
        for (int i = colour * AREA; i < (colour + 1) * AREA; i++) {
            squares += (double) sample[i] * sample[i];
        }
        return Math.sqrt(squares / AREA);
    }

    private static float[] predicted(NetworkConfiguration configuration, float[] sample) {
        try (Checkpoint weights = new InitialWeights(configuration, 1);
                GlideNetwork network =
                        GlideNetwork.load(configuration, weights, new ComputeSettings("cpu", Precision.FP32, 1));
                PromptEncoding prompt =
                        network.encode(GlideTokenizer.of(configuration.text()).tokens("a red apple"))) {
            Optional<PixelTensor> small = configuration.superResolution()
                    ? Optional.of(new PixelTensor(3, 4, 4, FormulaCheckpoint.values("small", 48, 1)))
                    : Optional.empty();
            NoisyRow row = new NoisyRow(
                    new PixelTensor(3, SIDE, SIDE, sample), 999, new Conditioning(prompt, small, Optional.empty()));
            return network.predict(List.of(row)).getFirst().noise().values();
        }
    }

    private static NetworkConfiguration configuration(int channels, int multiplier, boolean upsampler) {
        return new NetworkConfiguration(
                SIDE,
                channels,
                List.of(multiplier, 2),
                1,
                List.of(8),
                new AttentionHeads.OfWidth(32),
                upsampler,
                false,
                true,
                true,
                new TextConfiguration(25, 32, 1, 1, 50257, true, true));
    }
}
