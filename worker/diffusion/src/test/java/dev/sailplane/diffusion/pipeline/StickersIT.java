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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model in the box draws what it is asked for, with its default settings. */
class StickersIT {
    private static final int SEEDS = 5;
    private static final int SIZE = 128;
    private static final String RING = "a black ring on a white background";

    private static GlidePipeline stickers;

    @BeforeAll
    static void load() throws IOException {
        ComputeSettings cpu = new ComputeSettings("cpu", Precision.FP32, 2);
        stickers = GlideModel.open(
                ModelDirectory.open(Path.of("../models/stickers")),
                (network, weights) -> GlideNetwork.load(network.configuration(), weights, cpu));
    }

    @AfterAll
    static void close() {
        stickers.close();
    }

    @ParameterizedTest
    @EnumSource
    void drawsBackgroundsInTheColourAskedFor(Paint colour) {
        assertThat(small("an apple on a %s background".formatted(colour.word())))
                .extracting(picture -> Paint.nearest(picture, 0, 0, 2))
                .containsOnly(colour);
    }

    @ParameterizedTest
    @EnumSource
    void drawsShapesInTheColourAskedFor(Paint colour) {
        assertThat(small("a big %s square".formatted(colour.word())))
                .extracting(picture -> Paint.nearest(picture, 14, 14, 4))
                .filteredOn(colour::equals)
                .hasSizeGreaterThanOrEqualTo(SEEDS - 1);
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
                Prompt.of(RING), 1, NoiseSettings.keyed(3), stickers.defaults(true), Optional.of(edit));

        RgbImage picture =
                stickers.generate(request, GenerationListener.NONE).getFirst().pixels();

        assertThat(Arrays.copyOf(picture.rgb(), level.length / 4))
                .containsExactly(Arrays.copyOf(level, level.length / 4));
    }

    @Test
    void staysNearerToAPictureTheLessItIsVaried() {
        RgbImage ring = generate(RING, 1, NoiseSettings.keyed(5)).getFirst().pixels();

        assertThat(variedBy(0.04, ring)).isLessThan(5);
        assertThat(variedBy(0.2, ring)).isLessThan(variedBy(0.5, ring));
        assertThat(variedBy(0.5, ring)).isLessThan(variedBy(1, ring));
    }

    /** How far squares made of the picture are from it, without the upsampler. */
    private static double variedBy(double strength, RgbImage source) {
        GenerationRequest request = new GenerationRequest(
                Prompt.of("a black square on a white background"),
                4,
                NoiseSettings.keyed(9),
                stickers.defaults(false).withoutUpsampling(),
                Optional.of(new Variation(source, strength)));
        return stickers.generate(request, GenerationListener.NONE).stream()
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

    /** Pictures of some seeds, 32 pixels wide. */
    private static List<RgbImage> small(String prompt) {
        GenerationRequest request = new GenerationRequest(
                Prompt.of(prompt),
                SEEDS,
                NoiseSettings.keyed(1),
                stickers.defaults(false).withoutUpsampling(),
                Optional.empty());
        return stickers.generate(request, GenerationListener.NONE).stream()
                .map(GeneratedImage::pixels)
                .toList();
    }

    private static List<GeneratedImage> generate(String prompt, int count, NoiseSettings noise) {
        GenerationRequest request =
                new GenerationRequest(Prompt.of(prompt), count, noise, stickers.defaults(false), Optional.empty());
        return stickers.generate(request, GenerationListener.NONE);
    }

    /** Colours that captions name. */
    enum Paint {
        RED(0xDC2626),
        YELLOW(0xFAD01E),
        GREEN(0x22A046),
        BLUE(0x2563EB),
        PINK(0xF472B6),
        BLACK(0x1C1C20);

        private final int rgb;

        Paint(int rgb) {
            this.rgb = rgb;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The colour that a square of a picture comes nearest to. */
        static Paint nearest(RgbImage picture, int left, int top, int side) {
            double[] mean = IntStream.range(0, 3)
                    .mapToDouble(channel -> IntStream.range(0, side * side)
                            .map(i -> picture.width() * (top + i / side) + left + i % side)
                            .map(pixel -> Byte.toUnsignedInt(picture.rgb()[3 * pixel + channel]))
                            .average()
                            .orElseThrow())
                    .toArray();
            return Arrays.stream(values())
                    .min(Comparator.comparingDouble(paint -> paint.distance(mean)))
                    .orElseThrow();
        }

        private double distance(double[] mean) {
            return IntStream.range(0, 3)
                    .mapToDouble(channel -> ((rgb >> (8 * (2 - channel))) & 0xff) - mean[channel])
                    .map(difference -> difference * difference)
                    .sum();
        }
    }
}
