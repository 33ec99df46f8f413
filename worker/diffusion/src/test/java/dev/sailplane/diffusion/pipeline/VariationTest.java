package dev.sailplane.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.sampling.Sampler;
import dev.sailplane.diffusion.schedule.BetaSchedule;
import dev.sailplane.diffusion.schedule.Respacing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class VariationTest {
    private static final int SIZE = 4;
    private static final BaseSettings BASE = new BaseSettings(Respacing.evenly(10), new Sampler.Ancestral(), 3);
    private static final UpsamplingSettings UPSAMPLING =
            new UpsamplingSettings(Respacing.evenly(2), new Sampler.Ddim(0), 0.997);
    private static final GenerationSettings SETTINGS = new GenerationSettings(BASE, Optional.of(UPSAMPLING));

    private final FakeNetwork base = FakeNetwork.base(false);
    private final FakeNetwork upsampler = FakeNetwork.upsampler(false);
    private final GlidePipeline pipeline = new GlidePipeline(
            "test/fake",
            new NetworkPair(
                    new BaseStage(base, BetaSchedule.SQUARED_COSINE, SETTINGS.base()),
                    Optional.of(new UpsamplingStage(upsampler, BetaSchedule.LINEAR, UPSAMPLING))),
            Optional.empty(),
            FakeNetwork.LANES);

    @Test
    void walksItsShareOfTheBaseStepsAlone() {
        List<Progress> progress = new ArrayList<>();

        pipeline.generate(request(varied(0.3)), progress::add);

        assertThat(base.batches).hasSize(3);
        assertThat(upsampler.batches).hasSize(2);
        assertThat(progress)
                .extracting(step -> "%s %d/%d".formatted(step.stage().key(), step.step(), step.steps()))
                .containsExactly("base 1/3", "base 2/3", "base 3/3", "upsampling 1/2", "upsampling 2/2");
        assertThat(progress).extracting(Progress::fraction).startsWith(0.2).endsWith(1.0);
    }

    @Test
    void walksOneStepAtLeast() {
        pipeline.generate(request(varied(0.001)), GenerationListener.NONE);

        assertThat(base.batches).hasSize(1);
    }

    @Test
    void isAPlainGenerationAtFullStrength() {
        assertThat(pixels(request(varied(1)))).containsExactly(pixels(request(Optional.empty())));
    }

    @Test
    void beginsNearerToThePictureTheLessItWalks() {
        assertThat(distanceAtTheStart(0.1)).isLessThan(distanceAtTheStart(0.4)).isLessThan(0.5);
        assertThat(distanceAtTheStart(0.4)).isLessThan(distanceAtTheStart(0.8));
    }

    @Test
    void makesTheSamePictureFromTheSameSeed() {
        assertThat(pixels(request(varied(0.5)))).containsExactly(pixels(request(varied(0.5))));
    }

    @Test
    void needsNoPromptAndSaysWhatItDid() {
        GenerationRequest request =
                new GenerationRequest(Prompt.of(""), 1, NoiseSettings.keyed(7), SETTINGS, varied(0.5));

        assertThat(pipeline.generate(request, GenerationListener.NONE)
                        .getFirst()
                        .parameters())
                .containsEntry("variation", "strength 0.5, 5 steps walked")
                .doesNotContainKey("edit");
    }

    @Test
    void refusesStrengthsOutOfRange() {
        for (double strength : new double[] {0, -1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> varied(strength))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("strength");
        }
    }

    @Test
    void showsWhatEachStepExpects() {
        List<Moment> moments = new ArrayList<>();
        pipeline.generate(request(Optional.empty()), new GenerationListener() {
            @Override
            public void step(Progress progress) {
                throw new AssertionError("the step with a preview is told instead");
            }

            @Override
            public void step(Progress progress, Moment moment) {
                moments.add(moment);
            }
        });

        assertThat(moments).hasSize(12);
        assertThat(moments.getFirst().previews()).hasSize(1).allMatch(picture -> picture.width() == SIZE);
        assertThat(moments.getLast().previews()).allMatch(picture -> picture.width() == 16);
    }

    @Test
    void expectsInTheLastStepWhatIsFinished() {
        AtomicReference<RgbImage> expected = new AtomicReference<>();
        GenerationListener listener = new GenerationListener() {
            @Override
            public void step(Progress progress) {}

            @Override
            public void step(Progress progress, Moment moment) {
                expected.set(moment.previews().getFirst());
            }
        };

        GeneratedImage image =
                pipeline.generate(request(Optional.empty()), listener).getFirst();

        assertThat(expected.get().rgb()).containsExactly(image.pixels().rgb());
    }

    private double distanceAtTheStart(double strength) {
        base.batches.clear();
        pipeline.generate(request(varied(strength)), GenerationListener.NONE);
        double sum = 0;
        float[] start = base.batches.getFirst().getFirst().sample().values();
        for (float value : start) {
            sum += Math.abs(value - level());
        }
        return sum / start.length;
    }

    private byte[] pixels(GenerationRequest request) {
        return pipeline.generate(request, GenerationListener.NONE)
                .getFirst()
                .pixels()
                .rgb();
    }

    private static GenerationRequest request(Optional<Source> source) {
        return new GenerationRequest(Prompt.of("ring"), 1, NoiseSettings.keyed(7), SETTINGS, source);
    }

    private static Optional<Source> varied(double strength) {
        byte[] rgb = new byte[3 * 8 * 8];
        Arrays.fill(rgb, (byte) 180);
        return Optional.of(new Variation(new RgbImage(8, 8, rgb), strength));
    }

    private static float level() {
        return 180 / 127.5f - 1;
    }
}
