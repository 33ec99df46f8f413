package dev.sailplane.diffusion.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyedNoiseTest {
    private static final int MANY = 200_000;

    @Test
    void isStandardNormal() {
        float[] values = new KeyedNoise(42).normals(0, 0, 0, MANY);
        double[] moments = new double[5];
        int within1 = 0;
        for (float value : values) {
            double power = 1;
            for (int k = 1; k < moments.length; k++) {
                power *= value;
                moments[k] += power / MANY;
            }
            within1 += Math.abs(value) < 1 ? 1 : 0;
        }
        assertThat(moments[1]).isCloseTo(0, within(0.01));
        assertThat(moments[2]).isCloseTo(1, within(0.015));
        assertThat(moments[3]).isCloseTo(0, within(0.03));
        assertThat(moments[4]).isCloseTo(3, within(0.1));
        assertThat((double) within1 / MANY).isCloseTo(0.6827, within(0.005));
    }

    @Test
    void differsInEveryPartOfItsKey() {
        List<float[]> draws = List.of(
                new KeyedNoise(1).normals(0, 0, 0, 16),
                new KeyedNoise(2).normals(0, 0, 0, 16),
                new KeyedNoise(1L << 32 | 1).normals(0, 0, 0, 16),
                new KeyedNoise(1).normals(1, 0, 0, 16),
                new KeyedNoise(1).normals(0, 1, 0, 16),
                new KeyedNoise(1).normals(0, 0, 1, 16));
        Set<Float> seen = new HashSet<>();
        for (float[] draw : draws) {
            for (float value : draw) {
                seen.add(value);
            }
        }
        assertThat(seen).hasSize(6 * 16);
    }

    @Test
    void givesTheSameNumbersWhenAskedAgain() {
        KeyedNoise noise = new KeyedNoise(-7);
        float[] first = noise.normals(3, 1, 12, 10);
        noise.normals(3, 1, 13, 10);
        assertThat(noise.of(3, 1).normals(12, 10)).containsExactly(first);
        assertThat(noise.normals(3, 1, 12, 7)).containsExactly(Arrays.copyOf(first, 7));
    }

    @Test
    void staysWhatItWas() { // a change here changes every picture of every seed
        assertThat(new KeyedNoise(0).normals(0, 0, 0, 4))
                .containsExactly(0.9911377f, -0.9246626f, -0.61760896f, -0.4820686f);
    }
}
