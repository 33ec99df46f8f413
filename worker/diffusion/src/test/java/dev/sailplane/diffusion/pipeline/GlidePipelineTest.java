package dev.sailplane.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.diffusion.image.BicubicResize;
import dev.sailplane.diffusion.image.EightBits;
import dev.sailplane.diffusion.model.SettingsRequest;
import dev.sailplane.diffusion.model.StepSelection;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.noise.NoiseKind;
import dev.sailplane.diffusion.noise.NoiseSource;
import dev.sailplane.diffusion.noise.TorchCpuNoise;
import dev.sailplane.diffusion.noise.TorchCpuNoise.StageLayout;
import dev.sailplane.diffusion.sampling.ForwardProcess;
import dev.sailplane.diffusion.sampling.Sampler;
import dev.sailplane.diffusion.schedule.BetaSchedule;
import dev.sailplane.diffusion.schedule.NoiseLevel;
import dev.sailplane.diffusion.schedule.NoiseSchedule;
import dev.sailplane.diffusion.schedule.Respacing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class GlidePipelineTest {
    private static final BaseSettings BASE = new BaseSettings(Respacing.evenly(4), new Sampler.Ancestral(), 3);
    private static final UpsamplingSettings UPSAMPLING =
            new UpsamplingSettings(Respacing.evenly(2), new Sampler.Ddim(0), 0.997);
    private static final GenerationSettings SETTINGS = new GenerationSettings(BASE, Optional.of(UPSAMPLING));

    private final FakeNetwork base = FakeNetwork.base(false);
    private final FakeNetwork upsampler = FakeNetwork.upsampler(false);
    private final GlidePipeline pipeline =
            new GlidePipeline("test/fake", pair(base, upsampler), Optional.empty(), FakeNetwork.LANES);

    @Test
    void makesAsManyLargePicturesAsAskedFor() {
        List<GeneratedImage> images = pipeline.generate(request(3, SETTINGS), GenerationListener.NONE);

        assertThat(images).extracting(GeneratedImage::index).containsExactly(0, 1, 2);
        assertThat(images).allSatisfy(image -> {
            assertThat(image.pixels().width()).isEqualTo(16);
            assertThat(image.pixels().height()).isEqualTo(16);
        });
        assertThat(base.batches).hasSize(4).allSatisfy(rows -> assertThat(rows).hasSize(6));
        assertThat(upsampler.batches)
                .hasSize(2)
                .allSatisfy(rows -> assertThat(rows).hasSize(3));
    }

    @Test
    void makesSmallPicturesWithoutTheUpsampler() {
        GenerationSettings small = SETTINGS.withoutUpsampling();
        GeneratedImage image =
                pipeline.generate(request(1, small), GenerationListener.NONE).getFirst();

        assertThat(image.pixels().width()).isEqualTo(4).isEqualTo(pipeline.imageSize(small));
        assertThat(upsampler.batches).isEmpty();
    }

    @Test
    void beginsWithTheSmallPictureWhereNoTimestepIsPureNoise() {
        pipeline.generate(request(1, SETTINGS), GenerationListener.NONE);
        float[] noise = start(upsampler, 0);
        upsampler.batches.clear();
        Respacing late = new Respacing("2@100");
        pipeline.generate(
                request(
                        1,
                        new GenerationSettings(
                                BASE, Optional.of(new UpsamplingSettings(late, new Sampler.Ddim(0), 0.997)))),
                GenerationListener.NONE);

        NoiseLevel first = NoiseSchedule.of(BetaSchedule.LINEAR, late).level(1);
        PixelTensor small = upsampler.conditioning(0, 0).lowResolution().orElseThrow();
        float[] enlarged = EightBits.tensor(BicubicResize.resize(EightBits.picture(small), 16, 16))
                .values();
        float[] below = ForwardProcess.xStartFromNoise(first, start(upsampler, 0), noise);
        assertThat(below).usingComparatorWithPrecision(1e-5f).containsExactly(enlarged);
    }

    @Test
    void placesAWishedNumberOfStepsWhereTheModelsOwnAre() {
        UpsamplingSettings late = new UpsamplingSettings(new Respacing("2@100"), new Sampler.Ddim(0), 0.997);
        GlidePipeline model = new GlidePipeline(
                "test/fake",
                new NetworkPair(stage(base), Optional.of(new UpsamplingStage(upsampler, BetaSchedule.LINEAR, late))),
                Optional.empty(),
                FakeNetwork.LANES);

        assertThat(upsamplingSteps(model, "5")).isEqualTo("ddim5@100");
        assertThat(upsamplingSteps(model, "fast27")).isEqualTo("fast27");
        assertThatThrownBy(() -> upsamplingSteps(model, "101")).hasMessageContaining("101 of the 100 timesteps");
    }

    private static String upsamplingSteps(GlidePipeline model, String wanted) {
        return new SettingsRequest(
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.of(StepSelection.parse(wanted)),
                        Optional.empty(),
                        OptionalDouble.empty())
                .completedBy(model, false)
                .upsampling()
                .orElseThrow()
                .respacing()
                .specification();
    }

    @Test
    void makesThePictureOfABatchAgainAlone() {
        GenerationRequest batch = request(3, SETTINGS);
        GenerationRequest alone = new GenerationRequest(
                batch.prompt(), 1, new NoiseSettings(7, NoiseKind.KEYED, 2), SETTINGS, Optional.empty());

        GeneratedImage third = pipeline.generate(batch, GenerationListener.NONE).getLast();
        GeneratedImage again = pipeline.generate(alone, GenerationListener.NONE).getFirst();

        assertThat(again.index()).isEqualTo(2);
        assertThat(again.png()).containsExactly(third.png());
    }

    @Test
    void makesAnotherPictureFromAnotherSeedOrPlace() {
        List<GeneratedImage> images = pipeline.generate(request(2, SETTINGS), GenerationListener.NONE);
        GenerationRequest other =
                new GenerationRequest(Prompt.of("ring"), 1, NoiseSettings.keyed(8), SETTINGS, Optional.empty());
        byte[] first = images.getFirst().pixels().rgb();

        assertThat(images.getLast().pixels().rgb()).isNotEqualTo(first);
        assertThat(pipeline.generate(other, GenerationListener.NONE)
                        .getFirst()
                        .pixels()
                        .rgb())
                .isNotEqualTo(first);
    }

    @Test
    void drawsTorchNoiseInTheOrderOfTheReference() {
        GenerationRequest request = new GenerationRequest(
                Prompt.of("ring"), 2, new NoiseSettings(7, NoiseKind.TORCH_CPU), SETTINGS, Optional.empty());

        List<GeneratedImage> images = pipeline.generate(request, GenerationListener.NONE);

        TorchCpuNoise reference =
                new TorchCpuNoise(7, List.of(new StageLayout(4, 3 * 4 * 4, 4), new StageLayout(2, 3 * 16 * 16, 2)));
        assertThat(start(base, 2)).containsExactly(reference.normals(1, 0, NoiseSource.START, 3 * 4 * 4));
        assertThat(start(upsampler, 1)[0])
                .isEqualTo(reference.normals(1, 1, NoiseSource.START, 3 * 16 * 16)[0] * 0.997f);
        assertThat(images.getFirst().parameters()).containsEntry("noise", "torch-cpu, batch of 2");
    }

    @Test
    void encodesEachPromptOncePerNetworkAndClosesIt() {
        pipeline.generate(
                new GenerationRequest(
                        new Prompt("ring", "square"), 2, NoiseSettings.keyed(7), SETTINGS, Optional.empty()),
                GenerationListener.NONE);

        assertThat(base.encodings).extracting(encoding -> encoding.firstToken).containsExactly(1806, 23415);
        assertThat(upsampler.encodings)
                .extracting(encoding -> encoding.firstToken)
                .containsExactly(1806);
        assertThat(base.encodings).allMatch(encoding -> encoding.closed);
        assertThat(upsampler.encodings).allMatch(encoding -> encoding.closed);
    }

    @Test
    void asksForOneRowWithoutGuidance() {
        BaseSettings unguided = new BaseSettings(Respacing.evenly(4), new Sampler.Ancestral(), 1);
        pipeline.generate(request(1, new GenerationSettings(unguided, Optional.empty())), GenerationListener.NONE);

        assertThat(base.batches).allSatisfy(rows -> assertThat(rows).hasSize(1));
        assertThat(base.encodings).hasSize(1);
    }

    @Test
    void boundsTheRowsOfABatch() {
        pipeline.generate(request(20, SETTINGS.withoutUpsampling()), GenerationListener.NONE);

        assertThat(base.batches).extracting(List::size).containsOnly(16);
        assertThat(base.batches).hasSize(20 * 2 * 4 / 16);
    }

    @Test
    void tellsOfEveryStep() {
        List<Progress> heard = new ArrayList<>();
        pipeline.generate(request(2, SETTINGS), heard::add);

        assertThat(heard)
                .containsExactly(
                        new Progress(Stage.BASE, 1, 4, 1, 6),
                        new Progress(Stage.BASE, 2, 4, 2, 6),
                        new Progress(Stage.BASE, 3, 4, 3, 6),
                        new Progress(Stage.BASE, 4, 4, 4, 6),
                        new Progress(Stage.UPSAMPLING, 1, 2, 5, 6),
                        new Progress(Stage.UPSAMPLING, 2, 2, 6, 6));
        assertThat(heard.getLast().fraction()).isEqualTo(1);
    }

    @Test
    void stopsWithinOneStepAndClosesWhatItEncoded() {
        GenerationListener stopping = progress -> {
            if (progress.stepsDone() == 2) {
                throw new CancellationException("enough");
            }
        };
        GenerationRequest request = request(1, SETTINGS);

        assertThatThrownBy(() -> pipeline.generate(request, stopping)).isInstanceOf(CancellationException.class);
        assertThat(base.batches).hasSize(2);
        assertThat(base.encodings).allMatch(encoding -> encoding.closed);
    }

    @Test
    void refusesToUpsampleWithoutAnUpsampler() {
        GlidePipeline small = new GlidePipeline(
                "test/small", new NetworkPair(stage(base), Optional.empty()), Optional.empty(), FakeNetwork.LANES);
        GenerationRequest request = request(1, SETTINGS);

        assertThatThrownBy(() -> small.generate(request, GenerationListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no upsampler");
        assertThat(base.batches).isEmpty();
    }

    @Test
    void writesItsParametersInOrder() {
        GeneratedImage image =
                pipeline.generate(request(1, SETTINGS), GenerationListener.NONE).getFirst();

        assertThat(image.parameters().toString())
                .isEqualTo("{prompt=ring, negative prompt=, seed=7, image=0, noise=keyed, model=test/fake, steps=4, "
                        + "sampler=ancestral, guidance scale=3.0, upsampling steps=2, upsampling sampler=ddim, "
                        + "upsampling temperature=0.997, Software=Sailplane}");
    }

    @Test
    void closesItsNetworks() {
        pipeline.close();

        assertThat(base.closed).isTrue();
        assertThat(upsampler.closed).isTrue();
    }

    @Test
    void refusesNetworksInTheWrongPlace() {
        assertThatThrownBy(() -> stage(upsampler)).isInstanceOf(IllegalArgumentException.class);
    }

    private static float[] start(FakeNetwork network, int row) {
        return network.batches.getFirst().get(row).sample().values();
    }

    static NetworkPair pair(FakeNetwork base, FakeNetwork upsampler) {
        return new NetworkPair(
                stage(base), Optional.of(new UpsamplingStage(upsampler, BetaSchedule.LINEAR, UPSAMPLING)));
    }

    static BaseStage stage(FakeNetwork network) {
        return new BaseStage(network, BetaSchedule.SQUARED_COSINE, BASE);
    }

    private static GenerationRequest request(int count, GenerationSettings settings) {
        return new GenerationRequest(Prompt.of("ring"), count, NoiseSettings.keyed(7), settings, Optional.empty());
    }
}
