package dev.sailplane.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.diffusion.noise.NoiseKind;
import dev.sailplane.diffusion.sampling.Sampler;
import dev.sailplane.diffusion.schedule.Respacing;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationRequestTest {
    private static final Respacing TEN = Respacing.evenly(10);
    private static final Sampler ANCESTRAL = new Sampler.Ancestral();
    private static final GenerationSettings SETTINGS =
            new GenerationSettings(new BaseSettings(TEN, ANCESTRAL, 3), Optional.empty());

    @ParameterizedTest
    @ValueSource(doubles = {-1, 100.5, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsGuidanceOutOfRange(double scale) {
        assertThatThrownBy(() -> new BaseSettings(TEN, ANCESTRAL, scale))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("guidanceScale must lie in [0, 100], not " + scale);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 2.1, Double.NaN})
    void rejectsTemperatureOutOfRange(double temperature) {
        assertThatThrownBy(() -> new UpsamplingSettings(TEN, ANCESTRAL, temperature))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("temperature must lie in (0, 2]");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void rejectsEtaOutOfRange(double eta) {
        assertThatThrownBy(() -> new Sampler.Ddim(eta))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("eta must lie in [0, 1]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65})
    void rejectsCountsOutOfRange(int count) {
        Prompt prompt = Prompt.of("ring");
        NoiseSettings noise = NoiseSettings.keyed(0);
        assertThatThrownBy(() -> new GenerationRequest(prompt, count, noise, SETTINGS, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count must lie in 1..64, not " + count);
    }

    @Test
    void rejectsPromptsThatAreTooLongOrBroken() {
        assertThatThrownBy(() -> Prompt.of("x".repeat(4001)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prompt has 4001 characters; at most 4000 are allowed");
        assertThatThrownBy(() -> new Prompt("ring", "\uDC00"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negativePrompt holds a lone surrogate");
    }

    @Test
    void rejectsPartsOfATorchBatch() {
        assertThatThrownBy(() -> new NoiseSettings(0, NoiseKind.TORCH_CPU, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("firstImage");
    }
}
