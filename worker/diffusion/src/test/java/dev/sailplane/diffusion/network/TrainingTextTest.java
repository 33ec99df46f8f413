package dev.sailplane.diffusion.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.Golden;
import dev.sailplane.diffusion.schedule.BetaSchedule;
import dev.sailplane.diffusion.schedule.NoiseSchedule;
import dev.sailplane.diffusion.schedule.Respacing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loss against the reference's, for a network that always answers the same. */
class TrainingTextTest {
    private static final float TOLERANCE = 2e-4f; // relative, the vectors' own

    @ParameterizedTest
    @EnumSource(BetaSchedule.class)
    void hybridLossIsTheReferences(BetaSchedule schedule) {
        try (Golden golden = Golden.open("train_loss");
                TorchModule module =
                        TorchModule.loadForTraining(TinyNetworks.configuration("tiny_base"), 0, TinyNetworks.CPU);
                TorchScope scope = new TorchScope(module.manager())) {
            float[] coefficients = coefficients(golden, schedule);
            List<float[]> losses = scope
                    .tensors(
                            module.run(
                                    "losses",
                                    scope.value(scope.floats(golden.floats("model_out"), 4, 6, 8, 8)),
                                    scope.value(scope.floats(golden.floats("x_start"), 4, 3, 8, 8)),
                                    scope.value(scope.floats(golden.floats("noise"), 4, 3, 8, 8)),
                                    scope.value(scope.floats(coefficients, 4, TrainingRow.COEFFICIENTS))),
                            module.manager())
                    .stream()
                    .map(tensor -> tensor.toFloatArray())
                    .toList();
            assertRelative(losses.get(0), golden.floats(schedule.key() + "/loss"));
            assertRelative(losses.get(1), golden.floats(schedule.key() + "/mse"));
            assertRelative(losses.get(2), golden.floats(schedule.key() + "/vb"));
        }
    }

    @ParameterizedTest
    @EnumSource(BetaSchedule.class)
    void picturesAreNoisedAsTheReferenceDoes(BetaSchedule schedule) {
        try (Golden golden = Golden.open("train_loss");
                TorchModule module =
                        TorchModule.loadForTraining(TinyNetworks.configuration("tiny_base"), 0, TinyNetworks.CPU);
                TorchScope scope = new TorchScope(module.manager())) {
            float[] noisy = scope.floats(module.run(
                    "diffused",
                    scope.value(scope.floats(golden.floats("x_start"), 4, 3, 8, 8)),
                    scope.value(scope.floats(golden.floats("noise"), 4, 3, 8, 8)),
                    scope.value(scope.floats(coefficients(golden, schedule), 4, TrainingRow.COEFFICIENTS))));
            assertThat(TinyNetworks.distance(noisy, golden.floats(schedule.key() + "/x_t")))
                    .isLessThan(1e-6);
        }
    }

    private static float[] coefficients(Golden golden, BetaSchedule schedule) {
        NoiseSchedule levels = NoiseSchedule.of(schedule, new Respacing(""));
        PixelTensor any = new PixelTensor(0, 0, 0, new float[0]);
        PromptTokens none = new PromptTokens(new int[0], new boolean[0]);
        float[] all = new float[4 * TrainingRow.COEFFICIENTS];
        for (int row = 0; row < 4; row++) {
            int timestep = (int) golden.longs("t")[row];
            TrainingRow training =
                    new TrainingRow(any, any, levels.level(timestep), 1, none, Optional.empty(), Optional.empty());
            System.arraycopy(training.coefficients(), 0, all, row * TrainingRow.COEFFICIENTS, TrainingRow.COEFFICIENTS);
        }
        return all;
    }

    private static void assertRelative(float[] actual, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]) / Math.abs(expected[i]))
                    .isLessThan(TOLERANCE);
        }
    }
}
