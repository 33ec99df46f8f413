package dev.sailplane.diffusion.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sailplane.diffusion.Golden;
import dev.sailplane.diffusion.network.Conditioning;
import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.PixelTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuidanceTest {
    private static final int HALF_ROW = 3 * 3 * 3;
    private static final Conditioning PROMPT = new Conditioning(() -> {}, Optional.empty(), Optional.empty());
    private static final Conditioning NOTHING = new Conditioning(() -> {}, Optional.empty(), Optional.empty());

    @Test
    void guidesTheNoiseAndKeepsTheConditionalVariance() {
        try (Golden golden = Golden.open("cfg")) {
            float[] output = golden.floats("model_out"); // rows: two conditional, two unconditional
            float[] guided = golden.floats("guided");
            Guidance guidance = new Guidance.ClassifierFree(PROMPT, NOTHING, golden.floats("scale")[0]);
            for (int row = 0; row < 2; row++) {
                NoisePrediction combined =
                        guidance.combine(List.of(prediction(output, row), prediction(output, row + 2)));
                NoisePrediction expected = prediction(guided, row);
                assertThat(combined.noise().values())
                        .containsExactly(expected.noise().values(), within(1e-6f));
                assertThat(combined.variance().values())
                        .containsExactly(expected.variance().values());
            }
        }
    }

    @Test
    void asksForTheConditionalRowFirst() {
        assertThat(new Guidance.ClassifierFree(PROMPT, NOTHING, 3).conditionings())
                .satisfiesExactly(
                        first -> assertThat(first).isSameAs(PROMPT),
                        second -> assertThat(second).isSameAs(NOTHING));
        assertThat(new Guidance.None(PROMPT).conditionings()).hasSize(1);
    }

    @Test
    void rejectsAScaleThatIsNoNumber() {
        assertThatThrownBy(() -> new Guidance.ClassifierFree(PROMPT, NOTHING, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("guidance scale");
    }

    private static NoisePrediction prediction(float[] output, int row) {
        int start = 2 * HALF_ROW * row;
        return new NoisePrediction(
                new PixelTensor(3, 3, 3, Arrays.copyOfRange(output, start, start + HALF_ROW)),
                new PixelTensor(3, 3, 3, Arrays.copyOfRange(output, start + HALF_ROW, start + 2 * HALF_ROW)));
    }
}
