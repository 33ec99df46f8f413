package dev.sailplane.diffusion.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.diffusion.checkpoint.FormulaCheckpoint;
import dev.sailplane.diffusion.checkpoint.SafetensorsCheckpoint;
import dev.sailplane.diffusion.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureClassifierTest {
    private static final ComputeSettings CPU = new ComputeSettings("cpu", Precision.FP32, 1);

    @TempDir
    Path folder;

    /** Noise; where the label is 1, with a bright corner. */
    private static PixelTensor picture(long label, SplittableRandom random) {
        float[] values = new float[3 * 32 * 32];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        if (label == 1) {
            Arrays.fill(values, 0, 32 * 12, 1);
        }
        return new PixelTensor(3, 32, 32, values);
    }

    private Path learnt(int steps) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        try (TrainableClassifier classifier = TrainableClassifier.start(3, 7, CPU)) {
            for (int step = 1; step <= steps; step++) {
                long[] labels = {0, 1, 0, 1};
                List<PixelTensor> pictures = new ArrayList<>();
                Arrays.stream(labels).forEach(label -> pictures.add(picture(label, random)));
                assertThat(classifier.step(pictures, labels, new AdamWStep(step, 3e-3, 0, 1, 0.5)))
                        .isFinite();
            }
            Path file = folder.resolve("classifier-%d.safetensors".formatted(random.nextInt()));
            HostTensors average = classifier.average();
            SafetensorsWriter.write(file, Map.of(), average.shapes(), average.values());
            return file;
        }
    }

    @Test
    void learnsToTellPicturesApart() throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        try (SafetensorsCheckpoint weights = SafetensorsCheckpoint.open(learnt(30));
                PictureClassifier classifier = PictureClassifier.load(weights, CPU)) {
            assertThat(classifier.labels()).isEqualTo(3);
            for (int i = 0; i < 5; i++) {
                List<PictureClassifier.Look> looks = classifier.look(List.of(picture(0, random), picture(1, random)));
                assertThat(looks.get(0).scores()[0]).isGreaterThan(looks.get(0).scores()[1]);
                assertThat(looks.get(1).scores()[1]).isGreaterThan(looks.get(1).scores()[0]);
                assertThat(looks.get(0).features()).hasSize(128);
            }
        }
    }

    @Test
    void theSameStepsGiveTheSameWeights() throws IOException {
        assertThat(learnt(3)).hasSameBinaryContentAs(learnt(3));
    }

    @Test
    void refusesWhatIsNoClassifier() {
        FormulaCheckpoint other = new FormulaCheckpoint(Map.of("out.2.bias", List.of(6L)));
        assertThatThrownBy(() -> PictureClassifier.load(other, CPU))
                .isInstanceOf(StateDictException.class)
                .hasMessageContaining("no classifier: it lacks scores.weight");
    }

    @Test
    void refusesPicturesOfAnotherSize() throws IOException {
        try (SafetensorsCheckpoint weights = SafetensorsCheckpoint.open(learnt(1));
                PictureClassifier classifier = PictureClassifier.load(weights, CPU)) {
            PixelTensor small = new PixelTensor(3, 8, 8, new float[3 * 64]);
            assertThatThrownBy(() -> classifier.look(List.of(small)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[3, 32, 32], not [3, 8, 8]");
            assertThat(classifier.look(List.of())).isEmpty();
        }
    }
}
