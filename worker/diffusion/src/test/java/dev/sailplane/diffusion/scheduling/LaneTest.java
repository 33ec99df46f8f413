package dev.sailplane.diffusion.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.diffusion.network.Conditioning;
import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.NoisyRow;
import dev.sailplane.diffusion.network.PixelTensor;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {
    private final TrialNetwork network = new TrialNetwork();

    @Test
    void evaluatesInTheLargestAllowedSizes() {
        assertThat(batches(exact(1, 2, 8), 14)).containsExactly(8, 2, 2, 2);
        assertThat(batches(exact(1, 4), 6)).containsExactly(4, 1, 1);
        assertThat(batches(Lane.ofAnySize(network, 3), 8)).containsExactly(3, 3, 2);
    }

    @Test
    void fillsUpABatchWhereNoSizeIsSmallEnough() {
        assertThat(batches(exact(4), 6)).containsExactly(4, 4);
        assertThat(batches(exact(2, 4), 1)).containsExactly(2);
    }

    @Test
    void answersEveryRowInTheRowsOrder() {
        for (Lane lane : List.of(exact(4), exact(1, 2), exact(3, 5), Lane.ofAnySize(network, 4))) {
            List<NoisyRow> rows = rows(7);

            List<NoisePrediction> predictions = lane.predict(rows);

            assertThat(predictions)
                    .extracting(answer -> answer.noise().values()[0])
                    .containsExactly(0f, 1f, 2f, 3f, 4f, 5f, 6f);
        }
    }

    @Test
    void halvingKeepsEqualBitsWhileASizeIsLeft() {
        Lane lane = exact(1, 2, 8);

        assertThat(lane.halve()).isTrue();

        assertThat(lane.limit()).isEqualTo(4);
        assertThat(lane.exact()).isTrue();
        assertThat(batches(lane, 5)).containsExactly(2, 2, 1);
    }

    @Test
    void halvingGivesUpEqualBitsWhereNoSizeIsLeft() {
        Lane lane = exact(8, 16);
        lane.halve();
        assertThat(lane.exact()).isTrue();

        lane.halve();

        assertThat(lane.limit()).isEqualTo(4);
        assertThat(lane.exact()).isFalse();
        assertThat(batches(lane, 5)).as("nothing is filled up in vain").containsExactly(4, 1);
    }

    @Test
    void halvingEndsAtOneRow() {
        Lane lane = Lane.ofAnySize(network, 3);

        assertThat(lane.halve()).isTrue();
        assertThat(lane.limit()).isEqualTo(1);
        assertThat(lane.halve()).isFalse();
        assertThat(batches(lane, 2)).containsExactly(1, 1);
    }

    @Test
    void tellsHowLongARowTakesOnceItKnows() {
        Lane lane = Lane.ofAnySize(network, 4);
        assertThat(lane.secondsPerRow()).isZero();

        lane.predict(rows(2));

        assertThat(lane.secondsPerRow()).isPositive();
    }

    @Test
    void aBatchHasARowAtLeast() {
        assertThatThrownBy(() -> Lane.ofAnySize(network, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> exact()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> exact(0, 4)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Rows of one pixel each, that tell their number. */
    static List<NoisyRow> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new NoisyRow(
                        new PixelTensor(3, 1, 1, new float[] {i, 0, 0}),
                        1,
                        new Conditioning(() -> {}, Optional.empty(), Optional.empty())))
                .toList();
    }

    private Lane exact(int... sizes) {
        return Lane.ofEqualBits(
                network, new TreeSet<>(IntStream.of(sizes).boxed().toList()));
    }

    private List<Integer> batches(Lane lane, int rows) {
        network.batches.clear();
        lane.predict(rows(rows));
        return network.batches;
    }
}
