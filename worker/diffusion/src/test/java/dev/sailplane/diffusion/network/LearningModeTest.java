package dev.sailplane.diffusion.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.SafetensorsCheckpoint;
import dev.sailplane.diffusion.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearningModeTest {
    private static TrainableNetwork start(LearningMode mode) {
        try (Checkpoint weights = TinyNetworks.weights("tiny_base")) {
            return TrainableNetwork.start(TinyNetworks.configuration("tiny_base"), weights, mode, TinyNetworks.CPU);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TrainedPart.class,
            names = {"UNET", "TEXT"})
    void whatIsFrozenStaysToTheBit(TrainedPart part) {
        try (TrainableNetwork network = start(new LearningMode(part, 0, false))) {
            Map<String, float[]> before = TrainableNetworkTest.copy(network.average());
            List<TrainingRow> batch = TrainableNetworkTest.rows(network.configuration(), 1, 2);
            double first = TrainableNetworkTest.mean(network.accumulate(batch, 1));
            network.update(TrainableNetworkTest.step(1));
            for (int number = 2; number <= 10; number++) {
                network.accumulate(batch, 1);
                network.update(TrainableNetworkTest.step(number));
            }
            assertThat(TrainableNetworkTest.mean(network.accumulate(batch, 1))).isLessThan(first);
            Map<String, float[]> after = TrainableNetworkTest.copy(network.average());
            Set<String> changed = after.keySet().stream()
                    .filter(key -> !Arrays.equals(after.get(key), before.get(key)))
                    .collect(Collectors.toSet());
            String learnt = part == TrainedPart.TEXT ? "transformer_proj.weight" : "input_blocks.0.0.weight";
            String frozen = part == TrainedPart.TEXT ? "input_blocks.0.0.weight" : "transformer_proj.weight";
            assertThat(changed).contains(learnt).doesNotContain(frozen);
            assertThat(network.state().shapes()).containsKey("weight." + frozen).doesNotContainKey("average." + frozen);
            assertThat(network.state().values().apply("weight." + frozen)).isEqualTo(before.get(frozen));
        }
    }

    @Test
    void aFrozenPartsStateCanBeResumedDropoutIncluded(@TempDir Path folder) throws IOException {
        LearningMode mode = new LearningMode(TrainedPart.UNET, 0.1, false);
        Path file = folder.resolve("state.safetensors");
        Map<String, float[]> straight;
        try (TrainableNetwork network = start(mode)) {
            TrainableNetworkTest.train(network, 1, 1);
            HostTensors state = network.state();
            SafetensorsWriter.write(file, Map.of(), state.shapes(), state.values());
            TrainableNetworkTest.train(network, 2, 2);
            straight = TrainableNetworkTest.copy(network.state());
        }
        try (SafetensorsCheckpoint state = SafetensorsCheckpoint.open(file);
                TrainableNetwork network = TrainableNetwork.resume(
                        TinyNetworks.configuration("tiny_base"), state, mode, TinyNetworks.CPU)) {
            TrainableNetworkTest.train(network, 2, 2);
            Map<String, float[]> resumed = TrainableNetworkTest.copy(network.state());
            straight.forEach(
                    (key, values) -> assertThat(resumed.get(key)).as(key).isEqualTo(values));
        }
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
    void recomputingGivesTheSameGradient(String name) {
        for (TrainedPart part : TrainedPart.values()) {
            Map<String, float[]> kept = moments(name, new LearningMode(part, 0, false));
            Map<String, float[]> recomputed = moments(name, new LearningMode(part, 0, true));
            assertThat(recomputed.keySet()).isEqualTo(kept.keySet());
            recomputed.forEach((key, values) -> {
                float[] expected = Objects.requireNonNull(kept.get(key));
                double largest = 0;
                double difference = 0;
                for (int i = 0; i < values.length; i++) {
                    largest = Math.max(largest, Math.abs(expected[i]));
                    difference = Math.max(difference, Math.abs(values[i] - expected[i]));
                }
                assertThat(difference).as("%s of %s, %s", key, name, part).isLessThanOrEqualTo(1e-4 * largest + 1e-9);
            });
        }
    }

    /** The optimiser's first moments after one step: the gradient, but for a factor. */
    private static Map<String, float[]> moments(String name, LearningMode mode) {
        try (Checkpoint weights = TinyNetworks.weights(name);
                TrainableNetwork network =
                        TrainableNetwork.start(TinyNetworks.configuration(name), weights, mode, TinyNetworks.CPU)) {
            network.accumulate(TrainableNetworkTest.rows(network.configuration(), 1, 2), 0.5);
            network.accumulate(TrainableNetworkTest.rows(network.configuration(), 2, 1), 0.5);
            network.update(TrainableNetworkTest.step(1));
            Map<String, float[]> state = TrainableNetworkTest.copy(network.state());
            state.keySet().removeIf(key -> !key.startsWith("first_moment."));
            assertThat(state).isNotEmpty();
            return state;
        }
    }

    @Test
    void recomputingDoesNotGoWithDropout() {
        assertThatThrownBy(() -> new LearningMode(TrainedPart.ALL, 0.1, true))
                .hasMessageContaining("recomputing goes with dropout 0");
    }

    @Test
    void whatIsDroppedIsAFunctionOfTheRows() {
        try (TrainableNetwork plain = start(LearningMode.PLAIN);
                TrainableNetwork dropping = start(new LearningMode(TrainedPart.ALL, 0.3, false))) {
            List<TrainingRow> batch = TrainableNetworkTest.rows(plain.configuration(), 1, 2);
            double first = TrainableNetworkTest.mean(dropping.accumulate(batch, 1));
            double other = TrainableNetworkTest.mean(
                    dropping.accumulate(TrainableNetworkTest.rows(plain.configuration(), 2, 2), 1));
            assertThat(TrainableNetworkTest.mean(dropping.accumulate(batch, 1)))
                    .isEqualTo(first)
                    .isNotEqualTo(other);
            assertThat(TrainableNetworkTest.mean(plain.accumulate(batch, 1))).isNotEqualTo(first);
        }
    }
}
