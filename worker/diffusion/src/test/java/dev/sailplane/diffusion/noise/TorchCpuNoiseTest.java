package dev.sailplane.diffusion.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sailplane.diffusion.Golden;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchCpuNoiseTest {
    private static final List<TorchCpuNoise.StageLayout> LAYOUT =
            List.of(new TorchCpuNoise.StageLayout(4, 48, 3), new TorchCpuNoise.StageLayout(2, 192, 2));

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1234, 4294967301L})
    void drawsWhatTorchDraws(long seed) {
        try (Golden golden = Golden.open("rng_torch_cpu")) {
            for (int count : new int[] {1, 8, 15, 16, 17, 100, 768}) {
                float[] expected = golden.floats("seed%d.n%d".formatted(seed, count));
                assertThat(new TorchCpuGenerator(seed).normals(count))
                        .as("%d numbers", count)
                        .containsExactly(expected, within(2e-6f));
            }
        }
    }

    @Test
    void drawsTheUniformNumbersOfTorch() {
        try (Golden golden = Golden.open("rng_torch_cpu")) {
            assertThat(new TorchCpuGenerator(0).uniforms(20)).containsExactly(golden.floats("seed0.uniform20"));
        }
    }

    @Test
    void slicesTheDrawsOfABatch() {
        try (Golden golden = Golden.open("rng_torch_cpu")) {
            TorchCpuNoise noise = new TorchCpuNoise(0, List.of(new TorchCpuNoise.StageLayout(2, 48, 1)));
            assertThat(noise.normals(1, 0, 0, 48))
                    .containsExactly(row(golden.floats("seed0.two_calls_a"), 1), within(2e-6f));
            assertThat(noise.normals(0, 0, 1, 48))
                    .containsExactly(row(golden.floats("seed0.two_calls_b"), 0), within(2e-6f));
        }
    }

    @Test
    void drawsForStageAfterStage() {
        TorchCpuGenerator generator = new TorchCpuGenerator(5);
        for (int draw = 0; draw < 4; draw++) {
            generator.normals(4 * 48);
        }
        float[] start = generator.normals(2 * 192);

        assertThat(new TorchCpuNoise(5, LAYOUT).normals(0, 1, 0, 192)).containsExactly(Arrays.copyOf(start, 192));
    }

    @Test
    void givesTheSameNumbersInAnyOrder() {
        TorchCpuNoise noise = new TorchCpuNoise(5, LAYOUT);
        float[] late = noise.normals(1, 1, 2, 192);
        float[] early = noise.normals(1, 0, 0, 48);

        assertThat(noise.normals(1, 1, 2, 192)).containsExactly(late);
        assertThat(new TorchCpuNoise(5, LAYOUT).normals(1, 0, 0, 48)).containsExactly(early);
    }

    @Test
    void rejectsDrawsOutsideTheLayout() {
        TorchCpuNoise noise = new TorchCpuNoise(5, LAYOUT);
        assertThatThrownBy(() -> noise.normals(0, 0, 4, 48)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> noise.normals(4, 0, 0, 48)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> noise.normals(0, 0, 0, 50)).isInstanceOf(IllegalArgumentException.class);
    }

    private static float[] row(float[] values, int row) {
        return Arrays.copyOfRange(values, 48 * row, 48 * (row + 1));
    }
}
