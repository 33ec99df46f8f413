package dev.sailplane.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.FormulaCheckpoint;
import dev.sailplane.diffusion.image.Mask;
import dev.sailplane.diffusion.network.LearningMode;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.RowLoss;
import dev.sailplane.diffusion.network.StateDictLayout;
import dev.sailplane.diffusion.network.TrainableNetwork;
import dev.sailplane.diffusion.network.TrainingRow;
import dev.sailplane.diffusion.schedule.BetaSchedule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InpaintingTest {
    /** At first the network draws what the one without inpainting draws, whatever is known. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void inpaintingStartsWhereThePlainNetworkStands(boolean upsampler) {
        Optional<Upsampling> upsampling = upsampler ? Optional.of(LessonsTest.PLAIN) : Optional.empty();
        NetworkConfiguration plain = LessonsTest.network(upsampler, false);
        List<TrainingRow> known = LessonsTest.rows(
                new Lesson(plain.withInpainting(), BetaSchedule.LINEAR, upsampling, LearningMode.PLAIN), 4);
        List<TrainingRow> unknown = known.stream()
                .map(row -> new TrainingRow(
                        row.picture(),
                        row.noise(),
                        row.level(),
                        row.weight(),
                        row.tokens(),
                        row.lowResolution(),
                        Optional.empty()))
                .toList();
        try (Checkpoint weights =
                        new FormulaCheckpoint(StateDictLayout.of(plain).shapes());
                TrainableNetwork before = TrainableNetwork.start(plain, weights, LearningMode.PLAIN, LessonsTest.CPU);
                Checkpoint widened = new InpaintingStart(
                        new FormulaCheckpoint(StateDictLayout.of(plain).shapes()));
                TrainableNetwork after =
                        TrainableNetwork.start(plain.withInpainting(), widened, LearningMode.PLAIN, LessonsTest.CPU)) {
            List<RowLoss> expected = before.accumulate(unknown, 1);
            List<RowLoss> found = after.accumulate(known, 1);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i).noiseError())
                        .isCloseTo(
                                expected.get(i).noiseError(),
                                within(1e-5 * expected.get(i).noiseError()));
            }
        }
    }

    @Test
    void aQuarterOfThePicturesIsErasedAsAWhole() {
        List<Mask> masks =
                LongStream.range(0, 1000).mapToObj(key -> Erasure.mask(32, key)).toList();
        long nothingKept = masks.stream().filter(mask -> kept(mask) == 0).count();
        assertThat(nothingKept / 1000.0).isBetween(0.2, 0.32);
        double partly = masks.stream()
                .filter(mask -> kept(mask) > 0)
                .mapToDouble(InpaintingTest::kept)
                .average()
                .orElseThrow();
        assertThat(partly).isBetween(0.3, 0.8);
        assertThat(Erasure.mask(32, 7).keep()).isEqualTo(masks.get(7).keep());
        assertThat(masks.stream()
                        .map(mask -> Arrays.hashCode(mask.keep()))
                        .distinct()
                        .count())
                .isGreaterThan(600);
    }

    private static double kept(Mask mask) {
        return IntStream.range(0, mask.keep().length)
                        .filter(i -> mask.keep()[i])
                        .count()
                / (double) mask.keep().length;
    }
}
