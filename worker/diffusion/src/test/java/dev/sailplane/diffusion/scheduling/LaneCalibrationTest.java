package dev.sailplane.diffusion.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneCalibrationTest {
    private static final LaneSettings EXACT = new LaneSettings(true, 1, 32);
    private static final LaneSettings FAST = new LaneSettings(false, 1, 32);

    private final TrialNetwork network = new TrialNetwork();

    @AfterEach
    void everyPromptIsClosed() {
        assertThat(network.openPrompts).isZero();
    }

    @Test
    void takesAsManyRowsAsAreAllowedWhereMoreAreCheaper() {
        assertLane(calibrate(EXACT), true, 32);
        assertLane(calibrate(FAST), false, 32);
    }

    @Test
    void keepsToSizesThatGiveTheBitsOfTheReference() {
        network.bits = rows -> rows > 4 ? 1 : 0;

        assertLane(calibrate(EXACT), true, 4);
        assertLane(calibrate(FAST), false, 32);
    }

    @Test
    void allowsALargerSizeThoughASmallerOneHasOtherBits() {
        network.bits = rows -> rows == 2 ? 1 : 0;
        Lane lane = calibrate(new LaneSettings(true, 1, 8));
        network.batches.clear();

        lane.predict(LaneTest.rows(11));

        assertThat(network.batches).containsExactly(8, 1, 1, 1);
    }

    @Test
    void comparesWithTheReferenceSizeWhateverItIs() {
        network.bits = rows -> rows < 8 ? 1 : 0;
        Lane lane = calibrate(new LaneSettings(true, 8, 32));
        network.batches.clear();

        lane.predict(LaneTest.rows(3));

        assertLane(lane, true, 32);
        assertThat(network.batches).containsExactly(8);
    }

    @Test
    void endsBelowTheSizeThatDoesNotFitIntoMemory() {
        network.room = 8;

        assertLane(calibrate(EXACT), true, 8);
        assertLane(calibrate(FAST), false, 8);
    }

    @Test
    void givesUpEqualBitsWhereTheReferenceDoesNotFitIntoMemory() {
        network.room = 4;

        assertLane(calibrate(new LaneSettings(true, 8, 32)), false, 4);
    }

    @Test
    void settlesForOneRowWhereNothingFitsIntoMemory() {
        network.room = 0;

        assertLane(calibrate(EXACT), false, 1);
    }

    @Test
    void endsWhereARowGetsNoCheaper() {
        network.milliseconds = rows -> rows <= 4 ? 10 : 5 * rows;

        assertLane(calibrate(EXACT), true, 4);
        assertLane(calibrate(FAST), false, 4);
        assertThat(network.batches).doesNotContain(16);
    }

    @Test
    void isNotExactWhereNothingComesOutTwice() {
        int[] calls = new int[1];
        network.bits = _ -> ++calls[0];

        assertLane(calibrate(EXACT), false, 32);
    }

    @Test
    void asksForEachReferenceOnce() {
        calibrate(new LaneSettings(true, 4, 16));

        assertThat(network.batches.stream().filter(rows -> rows == 4)).hasSize(16 + 1 + 3); // one again, three timed
    }

    @Test
    void endsInTime() {
        network.milliseconds = _ -> 4_000;

        Lane lane = calibrate(FAST);

        assertThat(lane.limit()).isEqualTo(4); // after 12 seconds
        assertThat(network.batches).containsExactly(1, 2, 4);
    }

    @Test
    void settlesForOneRowWhereEvenThatTakesLong() {
        network.milliseconds = _ -> 60_000;

        assertLane(calibrate(EXACT), true, 1);
        assertThat(network.batches).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void referencesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new LaneSettings(true, 0, 8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LaneSettings(true, 16, 8)).hasMessageContaining("1..maximumRows (8), not at 16");
    }

    private Lane calibrate(LaneSettings settings) {
        return LaneCalibration.calibrate(network, settings, network::nanoTime);
    }

    private static void assertLane(Lane lane, boolean exact, int limit) {
        assertThat(lane.exact()).as("exact").isEqualTo(exact);
        assertThat(lane.limit()).as("limit").isEqualTo(limit);
    }
}
