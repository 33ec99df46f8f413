package dev.sailplane.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.image.BicubicResize;
import dev.sailplane.diffusion.image.Mask;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.model.GlideModel;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.GlideNetwork;
import dev.sailplane.diffusion.network.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The toy model draws what it is asked for, with its default settings: DDIM, 25 and 10 steps, guidance 3. */
class ToyShapesIT {
    private static final int SEEDS = 20;
    private static final int SIZE = 64;
    private static final String RING = "a black ring on a white background";

    private static GlidePipeline toy;

    @BeforeAll
    static void load() throws IOException {
        ComputeSettings cpu = new ComputeSettings("cpu", Precision.FP32, 1);
        toy = GlideModel.open(
                ModelDirectory.open(Path.of("../models/toy-shapes")),
                (network, weights) -> GlideNetwork.load(network.configuration(), weights, cpu));
    }

    @AfterAll
    static void close() {
        toy.close();
    }

    @Test
    void drawsRingsThatAreHollow() {
        assertThat(oneOfEachSeed(RING)).filteredOn(Darkness::hollow).hasSizeGreaterThanOrEqualTo(18);
    }

    @Test
    void drawsSquaresThatAreSolid() {
        assertThat(oneOfEachSeed("a black square on a white background"))
                .filteredOn(Darkness::solid)
                .hasSizeGreaterThanOrEqualTo(18);
    }

    @Test
    void drawsTheSamePictureTwice() {
        assertThat(generate(RING, 2, NoiseSettings.keyed(5)).getLast().png())
                .containsExactly(
                        generate(RING, 2, NoiseSettings.keyed(5)).getLast().png());
    }

    @Test
    void completesAPictureAroundItsKeptPart() {
        byte[] level = new byte[3 * SIZE * SIZE];
        Arrays.fill(level, (byte) 180);
        boolean[] keep = new boolean[SIZE * SIZE];
        IntStream.range(0, keep.length).forEach(i -> keep[i] = i < keep.length / 4); // the upper quarter
        Edit edit = new Edit(new RgbImage(SIZE, SIZE, level), new Mask(SIZE, SIZE, keep));
        GenerationRequest request = new GenerationRequest(
                Prompt.of(RING), 1, NoiseSettings.keyed(3), toy.defaults(true), Optional.of(edit));

        RgbImage picture =
                toy.generate(request, GenerationListener.NONE).getFirst().pixels();

        assertThat(Arrays.copyOf(picture.rgb(), level.length / 4))
                .containsExactly(Arrays.copyOf(level, level.length / 4));
        assertThat(Darkness.of(picture)).matches(Darkness::hollow);
    }

    @Test
    void staysNearerToAPictureTheLessItIsVaried() {
        RgbImage ring = generate(RING, 1, NoiseSettings.keyed(5)).getFirst().pixels();

        assertThat(variedBy(0.04, ring)).isLessThan(5);
        assertThat(variedBy(0.2, ring)).isLessThan(variedBy(0.5, ring));
        assertThat(variedBy(0.5, ring)).isLessThan(variedBy(1, ring));
    }

    /** How far squares made of the picture are from it, without the upsampler, which has tints of its own. */
    private static double variedBy(double strength, RgbImage source) {
        GenerationRequest request = new GenerationRequest(
                Prompt.of("a black square on a white background"),
                4,
                NoiseSettings.keyed(9),
                toy.defaults(false).withoutUpsampling(),
                Optional.of(new Variation(source, strength)));
        return toy.generate(request, GenerationListener.NONE).stream()
                .map(GeneratedImage::pixels)
                .mapToDouble(
                        varied -> difference(varied, BicubicResize.resize(source, varied.width(), varied.height())))
                .average()
                .orElseThrow();
    }

    /** Mean absolute difference of the levels. */
    private static double difference(RgbImage one, RgbImage other) {
        return IntStream.range(0, one.rgb().length)
                .map(i -> Math.abs(Byte.toUnsignedInt(one.rgb()[i]) - Byte.toUnsignedInt(other.rgb()[i])))
                .average()
                .orElseThrow();
    }

    private static List<Darkness> oneOfEachSeed(String prompt) {
        return IntStream.range(0, SEEDS)
                .mapToObj(seed -> generate(prompt, 1, NoiseSettings.keyed(seed)))
                .map(images -> Darkness.of(images.getFirst().pixels()))
                .toList();
    }

    private static List<GeneratedImage> generate(String prompt, int count, NoiseSettings noise) {
        GenerationRequest request =
                new GenerationRequest(Prompt.of(prompt), count, noise, toy.defaults(false), Optional.empty());
        return toy.generate(request, GenerationListener.NONE);
    }
}
