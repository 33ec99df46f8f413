package dev.sailplane.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
    /** Corners of a rectangle: variances 4/3 a² and 4/3 b², no covariance. */
    private static List<float[]> rectangle(float a, float b, float x, float y) {
        return List.of(new float[] {x - a, y - b}, new float[] {x - a, y + b}, new float[] {x + a, y - b}, new float[] {
            x + a, y + b
        });
    }

    private static List<float[]> turned(List<float[]> points) {
        float root = (float) Math.sqrt(0.5);
        return points.stream()
                .map(point -> new float[] {root * (point[0] - point[1]), root * (point[0] + point[1])})
                .toList();
    }

    @Test
    void aSetIsNotFarFromItself() {
        SplittableRandom random = new SplittableRandom(1);
        List<float[]> features = Stream.generate(() -> {
                    float[] values = new float[40];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) random.nextGaussian(i, 1 + i);
                    }
                    return values;
                })
                .limit(30) // fewer than features: the covariance has no inverse
                .toList();
        assertThat(new FrechetDistance(features).to(features)).isCloseTo(0, within(1e-4));
        assertThat(new FrechetDistance(features).varietyOf(features)).isCloseTo(1, within(1e-12));
    }

    @Test
    void aShiftCountsAsItsSquare() {
        FrechetDistance from = new FrechetDistance(rectangle(2, 1, 0, 0));
        assertThat(from.to(rectangle(2, 1, 3, -4))).isCloseTo(25, within(1e-9));
    }

    @Test
    void aStretchCountsAsTheDifferenceOfDeviations() {
        FrechetDistance from = new FrechetDistance(rectangle(1, 1, 5, 5));
        double expected = 4.0 / 3 * ((3 - 1) * (3 - 1) + (2 - 1) * (2 - 1));
        assertThat(from.to(rectangle(3, 2, 5, 5))).isCloseTo(expected, within(1e-9));
        assertThat(from.varietyOf(rectangle(3, 2, 5, 5))).isCloseTo((9 + 4) / 2.0, within(1e-9));
    }

    @Test
    void directionsCount() {
        FrechetDistance from = new FrechetDistance(rectangle(3, 1, 0, 0));
        // tr (A^½ B A^½)^½ with eigenvalues of the product's: sqrt(tr M + 2 sqrt(det M)) for 2 x 2
        double trace = 16.0 / 9 * (9 * 5 + 5);
        double determinant = Math.pow(16.0 / 9 * 9, 2);
        double expected = 4.0 / 3 * 20 - 2 * Math.sqrt(trace + 2 * Math.sqrt(determinant));
        assertThat(from.to(turned(rectangle(3, 1, 0, 0)))).isCloseTo(expected, within(1e-5));
    }

    @Test
    void onePictureIsNoDistribution() {
        assertThatThrownBy(() -> new FrechetDistance(List.of(new float[3])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 pictures");
    }
}
