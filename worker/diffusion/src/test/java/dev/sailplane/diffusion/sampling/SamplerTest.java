package dev.sailplane.diffusion.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.diffusion.schedule.InvalidRespacingException;
import dev.sailplane.diffusion.schedule.Respacing;
import org.junit.jupiter.api.Test;

final class SamplerTest {
    @Test
    void ddimVisitsEveryNthStepWhereAWholeStrideExists() {
        assertThat(new Sampler.Ddim(0).respacing(25, 1000)).isEqualTo(new Respacing("ddim25"));
        assertThat(new Sampler.Ddim(0).respacing(333, 1000)).isEqualTo(new Respacing("333"));
        assertThat(new Sampler.Ddim(0).respacing(25, 200)).isEqualTo(new Respacing("ddim25@200"));
        assertThat(new Sampler.Ddim(0).respacing(30, 200)).isEqualTo(new Respacing("30@200"));
    }

    @Test
    void ancestralVisitsEvenlySpacedSteps() {
        assertThat(new Sampler.Ancestral().respacing(25, 1000)).isEqualTo(new Respacing("25"));
        assertThat(new Sampler.Ancestral().respacing(25, 200)).isEqualTo(new Respacing("25@200"));
    }

    @Test
    void refusesNoStepsAndTooMany() {
        assertThatThrownBy(() -> new Sampler.Ddim(0).respacing(0, 1000)).isInstanceOf(InvalidRespacingException.class);
        assertThatThrownBy(() -> new Sampler.Ddim(0).respacing(1001, 1000))
                .isInstanceOf(InvalidRespacingException.class);
    }
}
