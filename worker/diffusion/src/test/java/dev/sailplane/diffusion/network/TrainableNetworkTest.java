package dev.sailplane.diffusion.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.FormulaCheckpoint;
import dev.sailplane.diffusion.checkpoint.SafetensorsCheckpoint;
import dev.sailplane.diffusion.checkpoint.SafetensorsWriter;
import dev.sailplane.diffusion.schedule.BetaSchedule;
import dev.sailplane.diffusion.schedule.NoiseSchedule;
import dev.sailplane.diffusion.schedule.Respacing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainableNetworkTest {
    private static final NoiseSchedule LEVELS = NoiseSchedule.of(BetaSchedule.SQUARED_COSINE, new Respacing(""));

    private static TrainableNetwork start(String name, Precision precision) {
        try (Checkpoint weights = TinyNetworks.weights(name)) {
            return TrainableNetwork.start(
                    TinyNetworks.configuration(name),
                    weights,
                    LearningMode.PLAIN,
                    new ComputeSettings("cpu", precision, 1));
        }
    }

    static AdamWStep step(int number) {
        return new AdamWStep(number, 2e-3, 0, 1, 0.9);
    }

    /** Rows that are a function of the name and the number. */
    static List<TrainingRow> rows(NetworkConfiguration configuration, int number, int count) {
        int side = configuration.imageSize();
        List<TrainingRow> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            String name = number + "." + row;
            rows.add(new TrainingRow(
                    pixels("picture" + name, 3, side, 0.5),
                    pixels("noise" + name, 3, side, Math.sqrt(3)),
                    LEVELS.level((137 * (number + 1) + 311 * row) % 1000),
                    1,
                    tokens(configuration.text(), name),
                    configuration.superResolution()
                            ? Optional.of(pixels("small" + name, 3, side / 2, 0.5))
                            : Optional.empty(),
                    configuration.inpainting()
                            ? Optional.of(new KnownPixels(
                                    pixels("known" + name, 3, side, 0.5), pixels("mask" + name, 1, side, 1)))
                            : Optional.empty()));
        }
        return rows;
    }

    private static PixelTensor pixels(String name, int channels, int side, double scale) {
        return new PixelTensor(channels, side, side, FormulaCheckpoint.values(name, channels * side * side, scale));
    }

    private static PromptTokens tokens(TextConfiguration text, String name) {
        int[] ids = new int[text.contextLength()];
        boolean[] mask = new boolean[ids.length];
        for (int i = 0; i < ids.length; i++) {
            mask[i] = i < 5;
            ids[i] = mask[i]
                    ? Math.floorMod(FormulaCheckpoint.hash(name, i), text.vocabularySize())
                    : text.vocabularySize() - 1;
        }
        return new PromptTokens(ids, mask);
    }

    static double mean(List<RowLoss> losses) {
        return losses.stream().mapToDouble(RowLoss::loss).average().orElseThrow();
    }

    static Map<String, float[]> copy(HostTensors tensors) {
        Map<String, float[]> copy = new LinkedHashMap<>();
        tensors.shapes().keySet().forEach(key -> copy.put(key, tensors.values().apply(key)));
        return copy;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiny_base",
                "tiny_upsample",
                "tiny_base_inpaint",
                "tiny_upsample_inpaint",
                "tiny_deep",
                "tiny_plain"
            })
    void learnsABatchByHeart(String name) {
        try (TrainableNetwork network = start(name, Precision.FP32)) {
            List<TrainingRow> batch = rows(network.configuration(), 1, 2);
            double first = mean(network.accumulate(batch, 1));
            network.update(step(1));
            for (int number = 2; number <= 30; number++) {
                network.accumulate(batch, 1);
                network.update(step(number));
            }
            assertThat(mean(network.accumulate(batch, 1))).isLessThan(0.7 * first);
        }
    }

    @Test
    void learnsInMixedPrecisionToo() {
        try (TrainableNetwork exact = start("tiny_base", Precision.FP32);
                TrainableNetwork network = start("tiny_base", Precision.BF16)) {
            List<TrainingRow> batch = rows(network.configuration(), 1, 2);
            double first = mean(network.accumulate(batch, 1));
            assertThat(first).isCloseTo(mean(exact.accumulate(batch, 1)), within(0.02 * first));
            assertThat(network.update(step(1))).isCloseTo(exact.update(step(1)), within(0.1 * first));
            for (int number = 2; number <= 30; number++) {
                network.accumulate(batch, 1);
                network.update(step(number));
            }
            assertThat(mean(network.accumulate(batch, 1))).isLessThan(0.7 * first);
        }
    }

    /** The gradient along itself is what the loss changes by. */
    @Test
    void theGradientIsTheLosssSlope() {
        try (TrainableNetwork network = start("tiny_base", Precision.FP32)) {
            List<TrainingRow> batch = rows(network.configuration(), 3, 2);
            double before = noiseError(network.accumulate(batch, 1));
            // AdamW's first step moves every weight by the learning rate against its gradient's sign: a small one must
            // help
            network.update(new AdamWStep(1, 1e-5, 0, 1e9, 0));
            assertThat(noiseError(network.accumulate(batch, 1))).isLessThan(before);
        }
    }

    private static double noiseError(List<RowLoss> losses) {
        return losses.stream().mapToDouble(RowLoss::noiseError).average().orElseThrow();
    }

    @Test
    void halvesOfABatchAddUpToTheWhole() {
        try (TrainableNetwork whole = start("tiny_base", Precision.FP32);
                TrainableNetwork halves = start("tiny_base", Precision.FP32)) {
            List<TrainingRow> batch = rows(whole.configuration(), 1, 4);
            whole.accumulate(batch, 1);
            halves.accumulate(batch.subList(0, 2), 0.5);
            halves.accumulate(batch.subList(2, 4), 0.5);
            double length = whole.update(step(1));
            assertThat(halves.update(step(1))).isCloseTo(length, within(1e-4 * length));
        }
    }

    @Test
    void theAverageFollowsTheWeights() {
        try (TrainableNetwork network = start("tiny_base", Precision.FP32)) {
            float before = network.average().values().apply("out.2.bias")[0];
            network.accumulate(rows(network.configuration(), 1, 2), 1);
            network.update(step(1));
            float weight = network.state().values().apply("weight.out.2.bias")[0];
            float after = network.average().values().apply("out.2.bias")[0];
            assertThat(after).isCloseTo(0.9f * before + 0.1f * weight, within(1e-6f));
            assertThat(after).isNotEqualTo(before);
        }
    }

    /** Most words of a large vocabulary are in no caption: their rows are passed over, which must change nothing. */
    @Test
    void aLargeVocabularyLearnsAsIfEveryWordWereLookedAt() {
        NetworkConfiguration configuration = withVocabulary(TinyNetworks.configuration("tiny_base"), 5000);
        try (TrainableNetwork passing = start(configuration);
                TrainableNetwork looking = start(configuration)) {
            float[] before = passing.average().values().apply("token_embedding.weight");
            for (int number = 1; number <= 3; number++) {
                List<TrainingRow> batch = rows(configuration, number, 2);
                passing.accumulate(batch, 1);
                looking.accumulate(batch, 1);
                passing.update(new AdamWStep(number, 2e-3, 0, 1, 0.9));
                looking.update(new AdamWStep(number, 2e-3, 1e-30, 1, 0.9)); // of every weight, and too little to tell
            }
            HostTensors expected = looking.state();
            copy(passing.state())
                    .forEach((key, values) -> assertThat(
                                    distance(values, expected.values().apply(key)))
                            .as(key)
                            .isLessThan(1e-6));
            int width = configuration.text().width();
            float[] after = passing.average().values().apply("token_embedding.weight");
            long changed = IntStream.range(0, 5000)
                    .filter(row -> !Arrays.equals(
                            before, width * row, width * (row + 1), after, width * row, width * (row + 1)))
                    .count();
            assertThat(changed).isBetween(5L, 30L); // 6 captions of 5 words, some of them twice
        }
    }

    /** The largest difference: to list all of a table's takes minutes. */
    private static double distance(float[] values, float[] others) {
        assertThat(values).hasSameSizeAs(others);
        return IntStream.range(0, values.length)
                .mapToDouble(i -> Math.abs((double) values[i] - others[i]))
                .max()
                .orElseThrow();
    }

    private static TrainableNetwork start(NetworkConfiguration configuration) {
        try (Checkpoint weights =
                new FormulaCheckpoint(StateDictLayout.of(configuration).shapes())) {
            return TrainableNetwork.start(configuration, weights, LearningMode.PLAIN, TinyNetworks.CPU);
        }
    }

    private static NetworkConfiguration withVocabulary(NetworkConfiguration configuration, int size) {
        TextConfiguration text = configuration.text();
        return new NetworkConfiguration(
                configuration.imageSize(),
                configuration.channels(),
                configuration.channelMultipliers(),
                configuration.residualBlocks(),
                configuration.attentionResolutions(),
                configuration.attentionHeads(),
                configuration.superResolution(),
                configuration.inpainting(),
                configuration.scaleShiftNorm(),
                configuration.residualUpDown(),
                new TextConfiguration(
                        text.contextLength(),
                        text.width(),
                        text.layers(),
                        text.heads(),
                        size,
                        text.paddingEmbedding(),
                        text.finalLayerNorm()));
    }

    @Test
    void aWeightOfTheErrorWeighsTheErrorAlone() {
        try (TrainableNetwork network = start("tiny_base", Precision.FP32)) {
            TrainingRow row = rows(network.configuration(), 1, 1).getFirst();
            TrainingRow heavy = new TrainingRow(
                    row.picture(), row.noise(), row.level(), 5, row.tokens(), row.lowResolution(), row.knownPixels());
            RowLoss plain = network.accumulate(List.of(row), 1).getFirst();
            RowLoss weighted = network.accumulate(List.of(heavy), 1).getFirst();
            assertThat(weighted.noiseError()).isCloseTo(plain.noiseError(), within(1e-6));
            assertThat(weighted.loss())
                    .isCloseTo(5 * plain.noiseError() + plain.bound(), within(1e-4 * weighted.loss()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void sixStepsAreThreeAndThreeMoreToTheBit(int threads, @TempDir Path folder) throws IOException {
        ComputeSettings settings = new ComputeSettings("cpu", Precision.FP32, threads);
        NetworkConfiguration configuration = TinyNetworks.configuration("tiny_base");
        Path file = folder.resolve("state.safetensors");
        Map<String, float[]> straight;
        try (Checkpoint weights = TinyNetworks.weights("tiny_base");
                TrainableNetwork network =
                        TrainableNetwork.start(configuration, weights, LearningMode.PLAIN, settings)) {
            train(network, 1, 6);
            straight = copy(network.state());
        }
        try (Checkpoint weights = TinyNetworks.weights("tiny_base");
                TrainableNetwork network =
                        TrainableNetwork.start(configuration, weights, LearningMode.PLAIN, settings)) {
            train(network, 1, 3);
            HostTensors state = network.state();
            SafetensorsWriter.write(file, Map.of("step", "3"), state.shapes(), state.values());
        }
        try (SafetensorsCheckpoint state = SafetensorsCheckpoint.open(file);
                TrainableNetwork network =
                        TrainableNetwork.resume(configuration, state, LearningMode.PLAIN, settings)) {
            assertThat(state.metadata()).containsEntry("step", "3");
            train(network, 4, 6);
            Map<String, float[]> resumed = copy(network.state());
            assertThat(resumed.keySet()).isEqualTo(straight.keySet());
            straight.forEach(
                    (key, values) -> assertThat(resumed.get(key)).as(key).isEqualTo(values));
        }
    }

    static void train(TrainableNetwork network, int from, int to) {
        for (int number = from; number <= to; number++) {
            network.accumulate(rows(network.configuration(), number, 2), 1);
            network.update(step(number));
        }
    }

    @Test
    void refusesTheStateOfAnotherNetwork() {
        try (Checkpoint weights = TinyNetworks.weights("tiny_base")) {
            assertThatThrownBy(() -> TrainableNetwork.resume(
                            TinyNetworks.configuration("tiny_base"), weights, LearningMode.PLAIN, TinyNetworks.CPU))
                    .isInstanceOf(StateDictException.class)
                    .hasMessageContaining("lacks weight.positional_embedding");
        }
    }

    @Test
    void refusesRowsOfAnotherSize() {
        try (TrainableNetwork network = start("tiny_base", Precision.FP32)) {
            List<TrainingRow> rows = new ArrayList<>(rows(network.configuration(), 1, 1));
            TrainingRow row = rows.getFirst();
            rows.add(new TrainingRow(
                    pixels("p", 3, 8, 1),
                    row.noise(),
                    row.level(),
                    1,
                    row.tokens(),
                    Optional.empty(),
                    Optional.empty()));
            assertThatThrownBy(() -> network.accumulate(rows, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a picture of shape [3, 8, 8]");
        }
    }

    @Test
    void refusesHalfPrecision() {
        assertThatThrownBy(() -> start("tiny_base", Precision.FP16)).hasMessageContaining("bf16");
    }
}
