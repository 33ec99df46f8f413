package dev.sailplane.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sailplane.diffusion.checkpoint.SafetensorsCheckpoint;
import dev.sailplane.diffusion.checkpoint.SafetensorsWriter;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.LearningMode;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.NetworkConfiguration.AttentionHeads;
import dev.sailplane.diffusion.network.Precision;
import dev.sailplane.diffusion.network.StateDictLayout;
import dev.sailplane.diffusion.network.TextConfiguration;
import dev.sailplane.diffusion.schedule.BetaSchedule;
import dev.sailplane.diffusion.tokenizer.GlideTokenizer;
import dev.sailplane.training.data.SceneExamples;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
    private static final NetworkConfiguration TINY = new NetworkConfiguration(
            8,
            32,
            List.of(1, 1),
            1,
            List.of(4),
            new AttentionHeads.OfWidth(32),
            false,
            false,
            true,
            true,
            new TextConfiguration(25, 32, 1, 1, 50257, true, true));
    private static final Lesson LESSON =
            new Lesson(TINY, BetaSchedule.SQUARED_COSINE, Optional.empty(), LearningMode.PLAIN);
    private static final TrainingRun.Task TASK = task(Precision.FP32, 1, TrainingRun.Task.NOTHING);

    @TempDir
    Path folder;

    private static TrainingRun.Task task(Precision precision, int threads, String start) {
        return new TrainingRun.Task(
                LESSON, new SceneExamples(1), new ComputeSettings("cpu", precision, threads), start);
    }

    private static TrainingSettings settings(int steps, int accumulate) {
        return new TrainingSettings(steps, 4, accumulate, 2e-3, 2, 0.99, 0.2, new Weighting(25), LevelDensity.EVEN, 5);
    }

    private static void train(TrainingRun run, int steps) {
        for (int i = 0; i < steps; i++) {
            assertThat(run.step().loss()).isFinite();
        }
    }

    @Test
    void aResumedRunWritesTheSameFiles() throws IOException {
        Path half = folder.resolve("half");
        try (TrainingRun straight = TrainingRun.fromNothing(TASK, settings(6, 2))) {
            train(straight, 6);
            straight.save(folder.resolve("straight"));
            straight.writeWeights(folder.resolve("weights"), WeightsForm.FULL);
        }
        try (TrainingRun first = TrainingRun.fromNothing(TASK, settings(6, 2))) {
            train(first, 3);
            first.save(half);
            train(first, 1); // lost, as by a kill
        }
        try (TrainingRun second = TrainingRun.resume(half, TASK, settings(6, 2))) {
            assertThat(second.stepsDone()).isEqualTo(3);
            train(second, 3);
            assertThat(second.over()).isTrue();
            second.save(half);
            second.writeWeights(folder.resolve("weights.resumed"), WeightsForm.FULL);
        }
        assertThat(half).hasSameBinaryContentAs(folder.resolve("straight"));
        assertThat(folder.resolve("weights.resumed")).hasSameBinaryContentAs(folder.resolve("weights"));
    }

    @Test
    void weightsHaveThePublicFilesLayout() throws IOException {
        Path file = folder.resolve("weights");
        try (TrainingRun run = TrainingRun.fromNothing(TASK, settings(1, 1))) {
            run.step();
            run.writeWeights(file, WeightsForm.FULL);
        }
        try (SafetensorsCheckpoint weights = SafetensorsCheckpoint.open(file)) {
            assertThat(StateDictLayout.of(TINY).read(weights)).isNotEmpty();
        }
        assertThat(folder.toFile().list()).containsExactly("weights");
    }

    @Test
    void sixteenBitsTakeHalfTheSpaceAndAreNearlyTheSame() throws IOException {
        Path full = folder.resolve("full");
        Path half = folder.resolve("half");
        try (TrainingRun run = TrainingRun.fromNothing(TASK, settings(1, 1))) {
            run.step();
            run.writeWeights(full, WeightsForm.FULL);
            run.writeWeights(half, new WeightsForm(false, true));
            assertThat(half.toFile().length())
                    .isCloseTo(full.toFile().length() / 2, within(30_000L)); // the header stays
            try (SafetensorsCheckpoint weights = SafetensorsCheckpoint.open(half);
                    TrainingRun again = TrainingRun.from(weights, TASK, settings(1, 1))) {
                again.writeWeights(folder.resolve("again"), WeightsForm.FULL);
            }
        }
        float[] exact = embedding(full);
        float[] rounded = embedding(folder.resolve("again"));
        for (int i = 0; i < exact.length; i += 997) {
            assertThat(rounded[i]).isCloseTo(exact[i], within(Math.abs(exact[i]) / 1024 + 1e-7f));
        }
    }

    @Test
    void tokensOfWhichNothingWasLearntCanBeLeftOut() throws IOException {
        Path all = folder.resolve("all");
        Path compact = folder.resolve("compact");
        try (TrainingRun run = TrainingRun.fromNothing(TASK, settings(6, 1))) {
            train(run, 5); // the first steps teach the last layers alone, which begin at zero
            run.writeWeights(all, WeightsForm.FULL);
            run.writeWeights(compact, new WeightsForm(true, false));
        }
        float[] before = embedding(all);
        float[] after = embedding(compact);
        GlideTokenizer tokenizer = GlideTokenizer.of(TINY.text());
        int known = new TrainingBatches(LESSON, new SceneExamples(1), settings(6, 1))
                .batch(5, 0).stream()
                        .filter(row -> row.tokens().mask()[0])
                        .mapToInt(row -> 32 * row.tokens().ids()[0])
                        .findFirst()
                        .orElseThrow();
        int unknown = 32 * tokenizer.tokens("quantum").ids()[0];
        assertThat(Arrays.copyOfRange(after, known, known + 32))
                .isEqualTo(Arrays.copyOfRange(before, known, known + 32));
        assertThat(Arrays.copyOfRange(after, unknown, unknown + 32)).containsOnly(0f);
        assertThat(Arrays.copyOfRange(before, unknown, unknown + 32)).doesNotContain(0f);
    }

    private static float[] embedding(Path file) throws IOException {
        try (SafetensorsCheckpoint weights = SafetensorsCheckpoint.open(file)) {
            return weights.tensor("token_embedding.weight").data().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
        }
    }

    @Test
    void aStateIsNotResumedWithOtherSettings() throws IOException {
        Path state = folder.resolve("state");
        try (TrainingRun run = TrainingRun.fromNothing(TASK, settings(6, 2))) {
            run.save(state);
        }
        assertThatThrownBy(() -> TrainingRun.resume(state, TASK, settings(6, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("accumulate 2, not 3")
                .hasMessageContaining("train into another folder");
    }

    @Test
    void aStateThatDoesNotSayHowItCameAboutIsNotResumed() throws IOException {
        Path state = folder.resolve("state");
        try (TrainingRun run = TrainingRun.fromNothing(TASK, settings(6, 2))) {
            run.save(state);
        }
        Path silent = folder.resolve("silent");
        try (SafetensorsCheckpoint checkpoint = SafetensorsCheckpoint.open(state)) {
            Map<String, String> metadata = new TreeMap<>(checkpoint.metadata());
            metadata.remove("levels");
            SafetensorsWriter.write(silent, metadata, Map.of("weight", List.of(1L)), _ -> new float[1]);
        }
        assertThatThrownBy(() -> TrainingRun.resume(silent, TASK, settings(6, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("levels unknown, not EVEN");
    }

    @Test
    void aRunMayBeMadeLonger() throws IOException {
        Path state = folder.resolve("state");
        try (TrainingRun run = TrainingRun.fromNothing(TASK, settings(3, 1))) {
            train(run, 3);
            assertThat(run.over()).isTrue();
            run.save(state);
        }
        try (TrainingRun run = TrainingRun.resume(state, TASK, settings(5, 1))) {
            assertThat(run.deviations())
                    .singleElement()
                    .satisfies(reason -> assertThat(reason).contains("steps 3, not 5", "learning rate"));
            assertThat(run.step().learningRate()).isEqualTo(settings(5, 1).learningRate(4));
            train(run, 1);
            assertThat(run.over()).isTrue();
        }
    }

    @Test
    void aStateIsNotResumedInAnotherFormatOrFromAnotherStart() throws IOException {
        Path state = folder.resolve("state");
        try (TrainingRun run = TrainingRun.fromNothing(TASK, settings(6, 2))) {
            run.save(state);
        }
        assertThatThrownBy(() ->
                        TrainingRun.resume(state, task(Precision.BF16, 1, TrainingRun.Task.NOTHING), settings(6, 2)))
                .hasMessageContaining("precision FP32, not BF16");
        assertThatThrownBy(() -> TrainingRun.resume(state, task(Precision.FP32, 1, "local/other"), settings(6, 2)))
                .hasMessageContaining("start random weights, not local/other");
    }

    @Test
    void otherThreadsAreToldOf() throws IOException {
        Path state = folder.resolve("state");
        try (TrainingRun run = TrainingRun.fromNothing(TASK, settings(6, 2))) {
            assertThat(run.deviations()).isEmpty();
            run.save(state);
        }
        try (TrainingRun run = TrainingRun.resume(state, TASK, settings(6, 2))) {
            assertThat(run.deviations()).isEmpty();
        }
        try (TrainingRun run =
                TrainingRun.resume(state, task(Precision.FP32, 2, TrainingRun.Task.NOTHING), settings(6, 2))) {
            assertThat(run.deviations())
                    .singleElement()
                    .satisfies(reason -> assertThat(reason).contains("threads 1, not 2", "differ in their last bits"));
        }
    }

    @Test
    void theLearningRateGrowsThenFallsToNothing() {
        TrainingSettings settings =
                new TrainingSettings(110, 1, 1, 1e-3, 10, 0.999, 0.2, Weighting.NONE, LevelDensity.EVEN, 1);
        assertThat(settings.learningRate(1)).isCloseTo(1e-4, within(1e-12));
        assertThat(settings.learningRate(10)).isCloseTo(1e-3, within(1e-12));
        assertThat(settings.learningRate(60)).isCloseTo(5e-4, within(1e-12));
        assertThat(settings.learningRate(110)).isCloseTo(0, within(1e-12));
    }

    @Test
    void theLevelsOfAStepAreEvenlySpreadAndOthersAtTheNext() {
        TrainingSettings settings =
                new TrainingSettings(2, 5, 2, 1e-3, 0, 0.9, 0.2, Weighting.NONE, LevelDensity.EVEN, 1);
        TrainingBatches batches = new TrainingBatches(LESSON, new SceneExamples(1), settings);
        List<Integer> first = timesteps(batches, 1);
        assertThat(first.stream().map(timestep -> timestep / 100)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(first.stream().map(timestep -> timestep % 100)).containsOnly(first.getFirst());
        assertThat(timesteps(batches, 2)).doesNotContainAnyElementsOf(first);
    }

    @Test
    void levelsInTheMiddleAreLearntFromMoreOften() {
        List<Integer> levels = thousandLevels(LevelDensity.MIDDLE);
        // The density's integral from 0 to t is (1 - cos(pi t)) / 2
        assertThat(levels).filteredOn(level -> level < 200).hasSizeBetween(94, 97);
        assertThat(levels).filteredOn(level -> level >= 200 && level < 700).hasSizeBetween(697, 700);
        assertThat(levels).filteredOn(level -> level >= 700).hasSizeBetween(205, 207);
    }

    @Test
    void levelsWithLittleNoiseAreLearntFromMoreOften() {
        List<Integer> levels = thousandLevels(LevelDensity.LOW);
        // The density's integral from 0 to t is sqrt(t)
        assertThat(levels).filteredOn(level -> level < 40).hasSizeBetween(199, 202);
        assertThat(levels).filteredOn(level -> level >= 40 && level < 250).hasSizeBetween(298, 302);
        assertThat(levels).filteredOn(level -> level >= 250).hasSizeBetween(498, 502);
    }

    private static List<Integer> thousandLevels(LevelDensity density) {
        TrainingSettings settings = new TrainingSettings(1, 500, 2, 1e-3, 0, 0.9, 0.2, Weighting.NONE, density, 1);
        List<Integer> levels = timesteps(new TrainingBatches(LESSON, new SceneExamples(1), settings), 1);
        assertThat(levels).allMatch(level -> level >= 0 && level < 1000);
        return levels;
    }

    private static List<Integer> timesteps(TrainingBatches batches, int step) {
        return IntStream.range(0, 2)
                .mapToObj(part -> batches.batch(step, part))
                .flatMap(List::stream)
                .map(row -> row.level().index())
                .toList();
    }

    @Test
    void aFifthOfTheCaptionsIsLeftOut() {
        TrainingBatches batches = new TrainingBatches(
                LESSON,
                new SceneExamples(1),
                new TrainingSettings(1, 2000, 1, 1e-3, 0, 0.9, 0.2, Weighting.NONE, LevelDensity.EVEN, 1));
        long empty = batches.batch(1, 0).stream()
                .filter(row -> !row.tokens().mask()[0])
                .count();
        assertThat(empty / 2000.0).isCloseTo(0.2, within(0.03));
    }
}
