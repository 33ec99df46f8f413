package dev.sailplane.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sailplane.diffusion.model.ModelDescription;
import dev.sailplane.diffusion.model.ModelNetwork;
import dev.sailplane.diffusion.model.NetworkRole;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.KnownPixels;
import dev.sailplane.diffusion.network.LearningMode;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.NetworkConfiguration.AttentionHeads;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.diffusion.network.StateDictLayout;
import dev.sailplane.diffusion.network.TextConfiguration;
import dev.sailplane.diffusion.network.TrainingRow;
import dev.sailplane.diffusion.schedule.BetaSchedule;
import dev.sailplane.training.data.ExampleSource;
import dev.sailplane.training.data.SceneExamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LessonsTest {
    static final ComputeSettings CPU = new ComputeSettings("cpu", Precision.FP32, 1);
    private static final ExampleSource SCENES = new SceneExamples(1);
    static final Upsampling PLAIN = new Upsampling(16, 16, 0, 0);

    @TempDir
    Path folder;

    static NetworkConfiguration network(boolean upsampler, boolean inpainting) {
        return new NetworkConfiguration(
                upsampler ? 32 : 8,
                32,
                List.of(1, 1),
                1,
                List.of(4),
                new AttentionHeads.OfWidth(32),
                upsampler,
                inpainting,
                true,
                true,
                new TextConfiguration(25, 32, 1, 1, 50257, true, true));
    }

    private static Lesson lesson(boolean inpainting, Upsampling upsampling) {
        return new Lesson(network(true, inpainting), BetaSchedule.LINEAR, Optional.of(upsampling), LearningMode.PLAIN);
    }

    private static TrainingSettings settings(int batch) {
        return new TrainingSettings(6, batch, 1, 2e-3, 2, 0.99, 0, Weighting.NONE, LevelDensity.EVEN, 5);
    }

    static List<TrainingRow> rows(Lesson lesson, int count) {
        return new TrainingBatches(lesson, SCENES, settings(count)).batch(1, 0);
    }

    /** Of blocks of pixels, the mean. */
    private static float[] averaged(PixelTensor large, int ratio) {
        int side = large.width() / ratio;
        float[] means = new float[3 * side * side];
        for (int i = 0; i < large.values().length; i++) {
            int x = i % large.width() / ratio;
            int y = i / large.width() % large.height() / ratio;
            int channel = i / large.width() / large.height();
            means[(channel * side + y) * side + x] += large.values()[i] / (ratio * ratio);
        }
        return means;
    }

    private static double meanDifference(float[] a, float[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i]))
                .average()
                .orElseThrow();
    }

    @Test
    void smallPicturesAreMeansOfThePiece() {
        for (TrainingRow row : rows(lesson(false, PLAIN), 16)) {
            PixelTensor small = row.lowResolution().orElseThrow();
            assertThat(row.picture().width()).isEqualTo(16);
            assertThat(small.width()).isEqualTo(8);
            assertThat(small.values()).containsExactly(averaged(row.picture(), 2), within(1 / 127f));
        }
    }

    @Test
    void piecesComeFromAllOver() {
        List<TrainingRow> rows = rows(lesson(false, PLAIN), 16);
        List<TrainingRow> whole = rows(lesson(false, new Upsampling(16, 32, 0, 0)), 16);
        long corners = IntStream.range(0, 16)
                .filter(i -> rows.get(i).picture().values()[0]
                        == whole.get(i).picture().values()[0])
                .count();
        assertThat(whole.getFirst().picture().width()).isEqualTo(32);
        assertThat(corners).isLessThan(16);
        assertThat(rows(lesson(false, PLAIN), 16).get(7).picture().values())
                .isEqualTo(rows.get(7).picture().values());
    }

    @Test
    void noiseAndBlurChangeTheSmallPictureAlone() {
        TrainingRow exact = rows(lesson(false, PLAIN), 1).getFirst();
        for (Upsampling changed : List.of(new Upsampling(16, 16, 0.1, 0), new Upsampling(16, 16, 0, 2))) {
            List<TrainingRow> rows = rows(lesson(false, changed), 16);
            assertThat(rows.getFirst().picture().values())
                    .isEqualTo(exact.picture().values());
            double difference = rows.stream()
                    .mapToDouble(row ->
                            meanDifference(row.lowResolution().orElseThrow().values(), averaged(row.picture(), 2)))
                    .average()
                    .orElseThrow();
            assertThat(difference).isBetween(0.01, 0.2);
        }
    }

    @ParameterizedTest
    @CsvSource({"16,15", "16,64", "12,16", "32,32", "4,12"})
    void refusesPiecesThatDoNotFit(int lowSide, int crop) {
        assertThatThrownBy(() -> lesson(false, new Upsampling(lowSide, crop, 0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("small pictures of .* do not divide .*|a crop's side must be .*");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anUpsamplerGoesOnToTheSameWeights(boolean inpainting) throws IOException {
        Path state = folder.resolve("state");
        Path straight = folder.resolve("straight");
        TrainingRun.Task task = new TrainingRun.Task(
                lesson(inpainting, new Upsampling(16, 16, 0.05, 0.6)), SCENES, CPU, TrainingRun.Task.NOTHING);
        try (TrainingRun run = TrainingRun.fromNothing(task, settings(2))) {
            run.step();
            run.save(state);
            assertThat(run.step().loss()).isFinite();
            run.save(straight);
        }
        try (TrainingRun run = TrainingRun.resume(state, task, settings(2))) {
            run.step();
            run.save(state);
        }
        assertThat(state).hasSameBinaryContentAs(straight);
    }

    @Test
    void theKnownPartIsOfThePictureItselfInWholePixelsOfTheSmallOne() {
        Set<Float> shares = new HashSet<>();
        for (TrainingRow row : rows(lesson(true, PLAIN), 64)) {
            KnownPixels known = row.knownPixels().orElseThrow();
            assertThat(known.image().values()).isEqualTo(row.picture().values());
            for (float share : averagedMask(known.mask())) {
                shares.add(share);
            }
        }
        assertThat(shares).containsExactlyInAnyOrder(0f, 1f);
    }

    private static float[] averagedMask(PixelTensor mask) {
        float[] tripled = new float[3 * mask.values().length];
        for (int i = 0; i < tripled.length; i++) {
            tripled[i] = mask.values()[i % mask.values().length];
        }
        return averaged(new PixelTensor(3, mask.height(), mask.width(), tripled), 2);
    }

    @Test
    void theExamplesDifferInTheSizeOfTheirPicturesAlone() throws IOException {
        NetworkConfiguration small = exampleBase("scenes-16.json");
        NetworkConfiguration large = exampleBase("scenes-32.json");
        assertThat(small.imageSize()).isEqualTo(16);
        assertThat(large.imageSize()).isEqualTo(32);
        assertThat(StateDictLayout.of(small).shapes())
                .isEqualTo(StateDictLayout.of(large).shapes());
    }

    private static NetworkConfiguration exampleBase(String file) throws IOException {
        return ModelDescription.read(Path.of("examples", file))
                .network(NetworkRole.BASE)
                .orElseThrow()
                .configuration();
    }

    @Test
    void theExampleDescribesAnUpsamplerForPieces() throws IOException {
        ModelDescription model = ModelDescription.read(Path.of("examples", "scenes-32.json"));
        ModelNetwork upsampler = model.network(NetworkRole.UPSAMPLE).orElseThrow();
        int small =
                model.network(NetworkRole.BASE).orElseThrow().configuration().imageSize();
        Lesson lesson = new Lesson(
                upsampler.configuration(),
                upsampler.schedule(),
                Optional.of(new Upsampling(small, 64, 0, 0)),
                LearningMode.PLAIN);
        assertThat(lesson.ratio()).isEqualTo(4);
    }
}
