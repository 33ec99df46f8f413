package dev.sailplane.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.PromptedNetwork;
import dev.sailplane.diffusion.sampling.Sampler;
import dev.sailplane.diffusion.schedule.Respacing;
import dev.sailplane.diffusion.scheduling.Claim;
import dev.sailplane.diffusion.scheduling.DeficitRoundRobin;
import dev.sailplane.diffusion.scheduling.FairOrder;
import dev.sailplane.diffusion.scheduling.Lane;
import dev.sailplane.diffusion.scheduling.StepScheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What can be done with a request besides carrying it out in one go: stop, keep, go on, branch off. */
class GenerationTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final int BASE_STEPS = 4;
    private static final BaseSettings BASE = new BaseSettings(Respacing.evenly(BASE_STEPS), new Sampler.Ancestral(), 3);
    private static final UpsamplingSettings UPSAMPLING =
            new UpsamplingSettings(Respacing.evenly(2), new Sampler.Ancestral(), 0.997);
    private static final GenerationSettings LARGE = new GenerationSettings(BASE, Optional.of(UPSAMPLING));
    private static final GenerationRequest REQUEST = request("ring", 3, LARGE);

    private final FakeNetwork base = FakeNetwork.base(false);
    private final FakeNetwork upsampler = FakeNetwork.upsampler(false);
    private final List<PromptedNetwork> lanesMade = new ArrayList<>();
    private final GlidePipeline pipeline =
            new GlidePipeline("test/fake", GlidePipelineTest.pair(base, upsampler), Optional.empty(), network -> {
                lanesMade.add(network);
                return Lane.ofAnySize(network, 16);
            });

    @Test
    void aPrefixEndsAtItsStep() {
        GenerationState prefix = prefix(REQUEST, 3);

        assertThat(prefix.baseStepsDone()).isEqualTo(3);
        assertThat(prefix.pictures()).hasSize(3);
        assertThat(base.batches).hasSize(3);
        assertThat(upsampler.batches).isEmpty();
    }

    @Test
    void aPrefixMayBeTheWholeBaseStage() {
        GenerationState prefix = prefix(REQUEST, BASE_STEPS);

        assertThat(prefix.baseStepsDone()).isEqualTo(BASE_STEPS);
        assertThat(upsampler.encodings).isEmpty();
        assertThat(pngs(finish(REQUEST, Course.from(prefix)))).isEqualTo(pngs(uninterrupted(REQUEST)));
    }

    @Test
    void aPrefixIsComputedAndItsPromptEncodedOnceForAllThatBranchOff() {
        GenerationState prefix = prefix(REQUEST, 2);
        base.batches.clear();

        for (String prompt : List.of("ring", "cube", "star")) {
            finish(request(prompt, 3, LARGE), Course.from(prefix));
        }

        assertThat(base.batches).as("two steps are left for each").hasSize(6);
        assertThat(base.encodings)
                .as("prompt and empty prompt of the prefix and of each branch")
                .hasSize(8);
        assertThat(base.encodings).allMatch(encoding -> encoding.closed);
    }

    @Test
    void aBranchOfTheSameRequestIsTheUninterruptedPicture() {
        for (int step = 0; step <= BASE_STEPS; step++) {
            assertThat(pngs(finish(REQUEST, Course.from(prefix(REQUEST, step)))))
                    .as("branched off at step %d", step)
                    .isEqualTo(pngs(uninterrupted(REQUEST)));
        }
    }

    @Test
    void aBranchWithAnotherPromptGoesAnotherWayAndTheSameOneEachTime() {
        GenerationState prefix = prefix(REQUEST, 2);
        GenerationRequest other = request("a cube", 3, LARGE);

        Course branch = Course.from(prefix).until(3);
        byte[] branched = run(other, branch).state().bytes();

        assertThat(branched).isNotEqualTo(prefix(REQUEST, 3).bytes());
        assertThat(branched).isNotEqualTo(prefix(other, 3).bytes());
        assertThat(run(other, branch).state().bytes()).isEqualTo(branched);
        assertThat(pngs(finish(other, Course.from(GenerationState.of(prefix.bytes())))))
                .isEqualTo(pngs(finish(other, Course.from(prefix))));
    }

    @Test
    void aBranchMayEndEarlyItself() {
        GenerationState first = prefix(REQUEST, 1);
        GenerationState second = run(REQUEST, Course.from(first).until(3)).state();

        assertThat(second.baseStepsDone()).isEqualTo(3);
        assertThat(pngs(finish(REQUEST, Course.from(second)))).isEqualTo(pngs(uninterrupted(REQUEST)));
    }

    @Test
    void aStateBeyondTheEndOfTheCourseWantsNoSteps() {
        GenerationState far = prefix(REQUEST, 3);
        base.batches.clear();

        assertThat(run(REQUEST, Course.from(far).until(2)).state()).isEqualTo(far);
        assertThat(base.batches).isEmpty();
    }

    @Test
    void goesOnFromEveryMoment() {
        List<Moment> moments = new ArrayList<>();
        GenerationListener remembering = new GenerationListener() {
            @Override
            public void step(Progress progress) {}

            @Override
            public void step(Progress progress, Moment moment) {
                moments.add(moment);
            }
        };
        List<GeneratedImage> uninterrupted = pipeline.generate(REQUEST, remembering);

        assertThat(moments).hasSize(6).allSatisfy(moment -> {
            GenerationState kept = GenerationState.of(moment.state().bytes());
            assertThat(pngs(finish(REQUEST, Course.from(kept)))).isEqualTo(pngs(uninterrupted));
        });
    }

    @Test
    void tellsOfTheStepsThatAreLeftAlone() {
        List<Progress> heard = new ArrayList<>();
        GenerationState prefix = prefix(REQUEST, 3);

        drive(pipeline.begin(REQUEST, Claim.ALONE, heard::add, Course.from(prefix)));

        assertThat(heard)
                .containsExactly(
                        new Progress(Stage.BASE, 4, 4, 4, 6),
                        new Progress(Stage.UPSAMPLING, 1, 2, 5, 6),
                        new Progress(Stage.UPSAMPLING, 2, 2, 6, 6));
    }

    @Test
    void hasNoPicturesBeforeAllAreDone() {
        Generation generation = run(REQUEST, Course.WHOLE.until(2));

        assertThat(generation.over()).isTrue();
        assertThatThrownBy(generation::images).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void expectsToTakeAsLongAsItsStepsTakeAlone() {
        run(REQUEST, Course.WHOLE); // now it is known how long a row takes
        double baseRow = pipeline.lane(base).secondsPerRow();
        double upsamplingRow = pipeline.lane(upsampler).secondsPerRow();

        assertSecondsLeft(Course.WHOLE, 3 * (4 * 2 * baseRow + 2 * upsamplingRow));
        assertSecondsLeft(Course.WHOLE.until(3), 3 * 3 * 2 * baseRow);
        assertSecondsLeft(Course.WHOLE.until(9), 3 * 4 * 2 * baseRow);
    }

    @Test
    void askingHowLongItTakesLoadsAndTriesNoNetwork() {
        try (Generation generation = pipeline.begin(REQUEST, Claim.ALONE, GenerationListener.NONE, Course.WHOLE)) {
            assertThat(generation.secondsLeft()).isZero();
            assertThat(lanesMade).isEmpty();
        }
    }

    @Test
    void refusesStatesThatAreNotOfThisRequest() {
        PictureState fits = new PictureState(Stage.BASE, 2, pixels(4), Optional.empty());

        assertThat(begun(List.of(fits, fits, fits)).over()).isFalse();
        assertRefused("2 pictures for a request of 3", List.of(fits, fits));
        assertRefused("0 pictures", List.of());
        assertRefused("another size", Collections.nCopies(3, base(2, pixels(8))));
        assertRefused("another size", Collections.nCopies(3, base(2, new PixelTensor(3, 4, 8, new float[96]))));
        assertRefused("another size", Collections.nCopies(3, base(2, new PixelTensor(1, 4, 4, new float[16]))));
        assertRefused("another size", Collections.nCopies(3, base(2, new PixelTensor(0, 4, 4, new float[0]))));
        assertRefused("5 steps where 4 are all", List.of(fits, fits, base(5, pixels(4))));
        assertRefused("3 steps where 2 are all", Collections.nCopies(3, upsampling(3, pixels(4))));
    }

    @Test
    void refusesSmallPicturesOfAnotherSize() {
        assertThat(begun(Collections.nCopies(3, upsampling(1, pixels(4)))).over())
                .isFalse();
        assertRefused("another size", Collections.nCopies(3, upsampling(1, pixels(8))));
        assertRefused("another size", Collections.nCopies(3, upsampling(1, new PixelTensor(1, 4, 4, new float[16]))));
    }

    @Test
    void refusesTheStateOfAStageThatIsNotAskedFor() {
        GenerationRequest small = request("ring", 1, LARGE.withoutUpsampling());
        GenerationState state = new GenerationState(List.of(Optional.of(upsampling(1, pixels(4)))));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> pipeline.begin(small, Claim.ALONE, GenerationListener.NONE, Course.from(state)))
                .withMessageContaining("not asked for");
    }

    private void assertSecondsLeft(Course course, double expected) {
        try (Generation generation = pipeline.begin(REQUEST, Claim.ALONE, GenerationListener.NONE, course)) {
            assertThat(generation.secondsLeft()).isCloseTo(expected, withPercentage(1));
        }
    }

    private void assertRefused(String reason, List<PictureState> pictures) {
        assertThatIllegalArgumentException().isThrownBy(() -> begun(pictures)).withMessageContaining(reason);
        assertThat(base.batches).isEmpty();
        assertThat(base.encodings).isEmpty();
    }

    private Generation begun(List<PictureState> pictures) {
        GenerationState state =
                new GenerationState(pictures.stream().map(Optional::of).toList());
        return pipeline.begin(REQUEST, Claim.ALONE, GenerationListener.NONE, Course.from(state));
    }

    private static PictureState base(int steps, PixelTensor sample) {
        return new PictureState(Stage.BASE, steps, sample, Optional.empty());
    }

    private static PictureState upsampling(int steps, PixelTensor small) {
        return new PictureState(Stage.UPSAMPLING, steps, pixels(16), Optional.of(small));
    }

    private static PixelTensor pixels(int size) {
        return new PixelTensor(3, size, size, new float[3 * size * size]);
    }

    private GenerationState prefix(GenerationRequest request, int step) {
        return run(request, Course.WHOLE.until(step)).state();
    }

    private List<GeneratedImage> finish(GenerationRequest request, Course course) {
        return run(request, course).images();
    }

    private List<GeneratedImage> uninterrupted(GenerationRequest request) {
        return finish(request, Course.WHOLE);
    }

    private Generation run(GenerationRequest request, Course course) {
        return drive(pipeline.begin(request, Claim.ALONE, GenerationListener.NONE, course));
    }

    private static Generation drive(Generation generation) {
        Duration second = Duration.ofSeconds(1);
        StepScheduler scheduler =
                new StepScheduler(new FairOrder(new DeficitRoundRobin(second), second), InstantSource.system());
        try (generation) {
            generation.tasks().forEach(scheduler::add);
            while (!generation.over()) {
                scheduler.step();
            }
        }
        assertThat(generation.failure()).isEmpty();
        return generation;
    }

    private static List<String> pngs(List<GeneratedImage> images) {
        return images.stream().map(image -> HEX.formatHex(image.png())).toList();
    }

    private static GenerationRequest request(String prompt, int count, GenerationSettings settings) {
        return new GenerationRequest(Prompt.of(prompt), count, NoiseSettings.keyed(7), settings, Optional.empty());
    }
}
