package dev.sailplane.training.run;

import dev.sailplane.diffusion.image.EightBits;
import dev.sailplane.diffusion.image.Mask;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.network.KnownPixels;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.TrainingRow;
import dev.sailplane.diffusion.noise.KeyedNoise;
import dev.sailplane.diffusion.noise.NoiseSource;
import dev.sailplane.diffusion.schedule.NoiseLevel;
import dev.sailplane.diffusion.schedule.NoiseSchedule;
import dev.sailplane.diffusion.schedule.Respacing;
import dev.sailplane.diffusion.tokenizer.GlideTokenizer;
import dev.sailplane.training.data.AreaAverage;
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

    private final Lesson lesson;
    private final NoiseSchedule levels;
    private final ExampleSource examples;
    private final TrainingSettings settings;
    private final GlideTokenizer tokenizer;
    private final NoiseSource noise;

    TrainingBatches(Lesson lesson, ExampleSource examples, TrainingSettings settings) {
        this.lesson = lesson;
        this.examples = examples;
        this.settings = settings;
        levels = NoiseSchedule.of(lesson.schedule(), new Respacing(""));
        tokenizer = GlideTokenizer.of(lesson.configuration().text());
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
        NoiseLevel level = level(step, row);
        boolean captioned = random.nextDouble() >= settings.captionDropout();
        int side = lesson.side();
        Example example = examples.example(number, lesson.configuration().imageSize());
        RgbImage picture = piece(example.picture(), random);
        return new TrainingRow(
                EightBits.tensor(picture),
                new PixelTensor(3, side, side, noise.normals(row, STAGE, step, 3 * side * side)),
                level,
                settings.weighting().at(level),
                tokenizer.tokens(captioned ? example.caption() : ""),
                lesson.upsampling()
                        .map(upsampling -> new LowResolution(upsampling, lesson.ratio()).of(picture, random)),
                lesson.configuration().inpainting() ? Optional.of(known(picture, random)) : Optional.empty());
    }

    // Evenly over the density's levels, shifted by chance: the gradient varies less (Kingma et al. 2021, appendix I.1).
    private NoiseLevel level(int step, int row) {
        double shift = new SplittableRandom(Keys.of(~settings.seed(), step)).nextDouble();
        double part = settings.density().quantile((row + shift) / settings.picturesPerStep());
        int level = (int) (part * levels.steps());
        return levels.level(Math.min(level, levels.steps() - 1));
    }

    /** A square of the side that is learnt from, where small pictures have whole pixels. */
    private RgbImage piece(RgbImage picture, SplittableRandom random) {
        int side = lesson.side();
        int places = (picture.width() - side) / lesson.ratio() + 1;
        return places == 1
                ? picture
                : AreaAverage.of(
                        picture,
                        lesson.ratio() * random.nextInt(places),
                        lesson.ratio() * random.nextInt(places),
                        side,
                        side);
    }

    /** Erased are whole pixels of small pictures: both stages of a generation keep the same part. */
    private KnownPixels known(RgbImage picture, SplittableRandom random) {
        int side = picture.width();
        Mask mask = Erasure.mask(side / lesson.ratio(), random.nextLong()).resized(side, side);
        return new KnownPixels(EightBits.tensor(picture), mask.tensor());
    }
}
