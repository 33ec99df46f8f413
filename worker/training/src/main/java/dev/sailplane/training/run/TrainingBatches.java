package dev.sailplane.training.run;

import dev.sailplane.diffusion.image.EightBits;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.TrainingRow;
import dev.sailplane.diffusion.noise.KeyedNoise;
import dev.sailplane.diffusion.noise.NoiseSource;
import dev.sailplane.diffusion.schedule.NoiseLevel;
import dev.sailplane.diffusion.schedule.NoiseSchedule;
import dev.sailplane.diffusion.schedule.Respacing;
import dev.sailplane.diffusion.tokenizer.GlideTokenizer;
import dev.sailplane.training.data.Example;
import dev.sailplane.training.data.ExampleSource;
import dev.sailplane.training.data.Keys;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What is learnt from at each step: a function of seed and step, whatever happened before. */
final class TrainingBatches {
    private static final int STAGE = 2; // no stage of a generation: its noise is not to be learnt by heart

    private final NetworkConfiguration configuration;
    private final NoiseSchedule levels;
    private final ExampleSource examples;
    private final TrainingSettings settings;
    private final GlideTokenizer tokenizer;
    private final NoiseSource noise;

    TrainingBatches(Lesson lesson, ExampleSource examples, TrainingSettings settings) {
        configuration = lesson.configuration();
        if (configuration.superResolution() || configuration.inpainting()) {
            throw new IllegalArgumentException("only base networks without inpainting can be trained yet");
        }
        this.examples = examples;
        this.settings = settings;
        levels = NoiseSchedule.of(lesson.schedule(), new Respacing(""));
        tokenizer = GlideTokenizer.of(configuration.text());
        noise = new KeyedNoise(settings.seed());
    }

    /**
     * One of a step's batches, made on all cores.
     *
     * @param step counted from 1
     * @param part 0 to {@code accumulate - 1}
     */
    List<TrainingRow> batch(int step, int part) {
        int first = part * settings.batch();
        return IntStream.range(first, first + settings.batch())
                .parallel()
                .mapToObj(row -> row(step, row))
                .toList();
    }

    private TrainingRow row(int step, int row) {
        long number = (long) (step - 1) * settings.picturesPerStep() + row;
        SplittableRandom random = new SplittableRandom(Keys.of(settings.seed(), number));
        NoiseLevel level = levels.level(random.nextInt(levels.steps()));
        boolean captioned = random.nextDouble() >= settings.captionDropout();
        int side = configuration.imageSize();
        Example example = examples.example(number, side);
        return new TrainingRow(
                EightBits.tensor(example.picture()),
                new PixelTensor(3, side, side, noise.normals(row, STAGE, step, 3 * side * side)),
                level,
                settings.weighting().at(level),
                tokenizer.tokens(captioned ? example.caption() : ""),
                Optional.empty(),
                Optional.empty());
    }
}
