package dev.sailplane.diffusion.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sailplane.diffusion.Golden;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NoiseScheduleTest {
    private static final Map<String, ToDoubleFunction<NoiseLevel>> TABLES = Map.ofEntries(
            Map.entry("betas", NoiseLevel::beta),
            Map.entry("alphas_cumprod", NoiseLevel::alphaCumprod),
            Map.entry("alphas_cumprod_prev", NoiseLevel::alphaCumprodPrevious),
            Map.entry("alphas_cumprod_next", NoiseLevel::alphaCumprodNext),
            Map.entry("sqrt_alphas_cumprod", level -> Math.sqrt(level.alphaCumprod())),
            Map.entry("sqrt_one_minus_alphas_cumprod", level -> Math.sqrt(1 - level.alphaCumprod())),
            Map.entry("log_one_minus_alphas_cumprod", level -> Math.log(1 - level.alphaCumprod())),
            Map.entry("sqrt_recip_alphas_cumprod", level -> Math.sqrt(1 / level.alphaCumprod())),
            Map.entry("sqrt_recipm1_alphas_cumprod", level -> Math.sqrt(1 / level.alphaCumprod() - 1)),
            Map.entry("posterior_variance", NoiseLevel::posteriorVariance),
            Map.entry("posterior_log_variance_clipped", NoiseLevel::posteriorLogVariance),
            Map.entry("posterior_mean_coef1", NoiseLevel::posteriorMeanOfXStart),
            Map.entry("posterior_mean_coef2", NoiseLevel::posteriorMeanOfSample));

    @ParameterizedTest
    @EnumSource
    void agreesWithTheTablesOfTheReference(BetaSchedule schedule) {
        try (Golden golden = Golden.open("schedules")) {
            for (String respacing : new String[] {"10", "100", "150", "250", "27", "ddim50", "fast27", "full"}) {
                NoiseSchedule levels =
                        NoiseSchedule.of(schedule, new Respacing(respacing.equals("full") ? "" : respacing));
                String prefix = schedule.key() + "/" + respacing + "/";
                long[] timesteps = golden.longs(prefix + "timestep_map");
                assertThat(levels.steps()).isEqualTo(timesteps.length);
                for (int i = 0; i < timesteps.length; i++) {
                    assertThat(levels.level(i).timestep()).isEqualTo((int) timesteps[i]);
                }
                TABLES.forEach((table, value) -> compare(golden, prefix + table, levels, value));
            }
        }
    }

    private static void compare(Golden golden, String key, NoiseSchedule levels, ToDoubleFunction<NoiseLevel> value) {
        if (!golden.has(key)) {
            return; // the longest processes are stored in part
        }
        double[] expected = golden.doubles(key);
        for (int i = 0; i < expected.length; i++) {
            assertThat(value.applyAsDouble(levels.level(i)))
                    .as("%s[%d]", key, i)
                    .isCloseTo(expected[i], near(expected[i]));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "linear, 10",
        "linear, 100",
        "linear, 1000",
        "squaredcos_cap_v2, 10",
        "squaredcos_cap_v2, 100",
        "squaredcos_cap_v2, 1000"
    })
    void makesTheBetasOfTheReference(String schedule, int steps) {
        try (Golden golden = Golden.open("schedules")) {
            double[] expected = golden.doubles(schedule + "/raw_betas" + (steps == 1000 ? "" : "_" + steps));
            double[] betas = BetaSchedule.ofKey(schedule).betas(steps);
            assertThat(betas).hasSameSizeAs(expected);
            for (int i = 0; i < steps; i++) {
                assertThat(betas[i]).isCloseTo(expected[i], near(expected[i]));
            }
        }
    }

    @Test
    void standsASingleStep() {
        NoiseSchedule one = NoiseSchedule.of(BetaSchedule.LINEAR, new Respacing("1"));

        assertThat(one.steps()).isOne();
        assertThat(one.level(0).last()).isTrue();
        assertThat(one.level(0).posteriorLogVariance()).isFinite();
    }

    private static Offset<Double> near(double expected) {
        return within(1e-12 * Math.abs(expected));
    }
}
