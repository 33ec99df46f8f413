package dev.sailplane.training.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sailplane.diffusion.image.RgbImage;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SceneRendererTest {
    private static final SpriteCatalogue SPRITES = SpriteCatalogue.inTheBox();
    private static final SpriteImages IMAGES = SpriteImages.inTheBox();
    private static final SceneRenderer RENDERER = new SceneRenderer(IMAGES);
    private static final Background.Variation VARIATION = new Background.Variation(0.5, 0.5, 0.5, 1);
    private static final Background WHITE = new Background.Plain(Colour.WHITE, VARIATION);

    private static Scene of(Background background, Placement... objects) {
        return new Scene(background, new Layout.Single(), List.of(objects), "");
    }

    private static Placement middle(Subject subject) {
        return new Placement(subject, 0.5, 0.5, 0.8, 0, false);
    }

    private static int[] pixel(RgbImage picture, int x, int y) {
        int at = 3 * (y * picture.width() + x);
        return IntStream.range(at, at + 3)
                .map(i -> Byte.toUnsignedInt(picture.rgb()[i]))
                .toArray();
    }

    private static void assertColour(int[] pixel, Colour colour) {
        assertThat(pixel[0]).isCloseTo(colour.red(), within(14));
        assertThat(pixel[1]).isCloseTo(colour.green(), within(14));
        assertThat(pixel[2]).isCloseTo(colour.blue(), within(14));
    }

    @Test
    void aSeedMakesOnePicture() {
        SceneGrammar grammar = new SceneGrammar(SPRITES, HoldOut.EXCLUDED);
        SceneRenderer another = new SceneRenderer(SpriteImages.inTheBox());
        assertThat(LongStream.range(0, 200)).allSatisfy(seed -> {
            Scene scene = grammar.scene(seed);
            assertThat(another.render(scene, 32).rgb())
                    .isEqualTo(RENDERER.render(scene, 32).rgb());
        });
    }

    @Test
    void manyThreadsDrawWhatOneDraws() {
        SceneGrammar grammar = new SceneGrammar(SPRITES, HoldOut.EXCLUDED);
        SceneRenderer fresh = new SceneRenderer(SpriteImages.inTheBox());
        List<RgbImage> together = LongStream.range(0, 200)
                .parallel()
                .mapToObj(seed -> fresh.render(grammar.scene(seed), 16))
                .toList();
        assertThat(IntStream.range(0, 200))
                .allSatisfy(seed -> assertThat(together.get(seed).rgb())
                        .isEqualTo(RENDERER.render(grammar.scene(seed), 16).rgb()));
    }

    @Test
    void aCircleIsFullAndRoundAndOfItsColour() {
        RgbImage picture = RENDERER.render(of(WHITE, middle(new Subject.Cutout(Shape.CIRCLE, Colour.BLUE))), 64);
        assertColour(pixel(picture, 32, 32), Colour.BLUE);
        assertColour(pixel(picture, 10, 32), Colour.BLUE);
        assertThat(pixel(picture, 11, 11)).containsExactly(255, 255, 255);
    }

    @Test
    void aRingIsHollow() {
        RgbImage picture = RENDERER.render(of(WHITE, middle(new Subject.Cutout(Shape.RING, Colour.RED))), 64);
        assertThat(pixel(picture, 32, 32)).containsExactly(255, 255, 255);
        assertColour(pixel(picture, 13, 32), Colour.RED);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void shapesKeepToTheirSquare(Shape shape) {
        RgbImage picture = RENDERER.render(
                of(WHITE, new Placement(new Subject.Cutout(shape, Colour.BLACK), 0.5, 0.5, 0.5, 0, false)), 64);
        assertThat(IntStream.range(0, 64)).allSatisfy(i -> {
            assertThat(pixel(picture, i, 14)).containsExactly(255, 255, 255);
            assertThat(pixel(picture, 49, i)).containsExactly(255, 255, 255);
        });
        assertThat(IntStream.range(0, 64 * 64).filter(i -> pixel(picture, i % 64, i / 64)[0] < 128))
                .hasSizeBetween(250, 1024);
    }

    @ParameterizedTest
    @EnumSource(value = Colour.class)
    void plainBackgroundsHaveTheirColour(Colour colour) {
        RgbImage picture = RENDERER.render(of(new Background.Plain(colour, VARIATION)), 16);
        assertColour(pixel(picture, 0, 0), colour);
        assertThat(pixel(picture, 15, 15)).isEqualTo(pixel(picture, 0, 0));
    }

    @ParameterizedTest
    @EnumSource(Backdrop.class)
    void drawnBackgroundsChangeFromTopToBottom(Backdrop backdrop) {
        RgbImage picture = RENDERER.render(of(new Background.Drawn(backdrop, VARIATION)), 64);
        assertThat(pixel(picture, 32, 63)).isNotEqualTo(pixel(picture, 32, 1));
    }

    @Test
    void tintKeepsTheOrderOfLightAndShade() {
        MipMap apple = IMAGES.of(SPRITES.of("apple").getFirst());
        BufferedImage before = apple.levels().getFirst();
        BufferedImage after = new Tint(Colour.PURPLE, apple.tones()).apply(before);
        int[] source = MipMap.pixels(before);
        int[] tinted = MipMap.pixels(after);
        List<Integer> byLight = IntStream.range(0, source.length)
                .filter(i -> (source[i] >>> 24) == 255)
                .boxed()
                .sorted((a, b) -> Double.compare(Tones.luminance(source[a]), Tones.luminance(source[b])))
                .toList();
        double last = 0;
        for (int i : byLight) {
            double luminance = Tones.luminance(tinted[i]);
            assertThat(luminance).isGreaterThanOrEqualTo(last - 0.01);
            last = luminance;
        }
        assertThat(last).isGreaterThan(Tones.luminance(tinted[byLight.getFirst()]) + 0.1);
    }

    @Test
    void whatIsAsLightAsTheMedianGetsTheTintItself() {
        MipMap apple = IMAGES.of(SPRITES.of("apple").getFirst());
        BufferedImage gray = MipMap.blank(1, 1);
        int level = (int) Math.round(apple.tones().median() * 255);
        gray.setRGB(1, 1, 0xFF000000 | (level << 16) | (level << 8) | level);
        int pixel = new Tint(Colour.GREEN, apple.tones()).apply(gray).getRGB(1, 1);
        assertColour(
                new int[] {MipMap.channel(pixel, 16), MipMap.channel(pixel, 8), MipMap.channel(pixel, 0)},
                Colour.GREEN);
    }

    @Test
    void mirroringExchangesLeftAndRight() {
        Subject car = new Subject.Sticker(SPRITES.of("car").getFirst(), Optional.empty());
        RgbImage one = RENDERER.render(of(WHITE, new Placement(car, 0.5, 0.5, 0.8, 0, false)), 32);
        RgbImage other = RENDERER.render(of(WHITE, new Placement(car, 0.5, 0.5, 0.8, 0, true)), 32);
        assertThat(other.rgb()).isNotEqualTo(one.rgb());
        assertThat(IntStream.range(0, 32))
                .allSatisfy(y -> assertThat(IntStream.range(0, 32))
                        .allSatisfy(x ->
                                assertThat(pixel(other, x, y)[1]).isCloseTo(pixel(one, 31 - x, y)[1], within(12))));
    }

    @Test
    void everySpriteIsInTheBoxAndNotEmpty() {
        assertThat(SPRITES.nouns().stream().flatMap(noun -> SPRITES.of(noun).stream()))
                .allMatch(sprite -> Arrays.stream(
                                MipMap.pixels(IMAGES.of(sprite).levels().getLast()))
                        .anyMatch(pixel -> (pixel >>> 24) > 200));
    }

    @Test
    void refusesPicturesOfNoUse() {
        assertThatThrownBy(() -> RENDERER.render(of(WHITE), 4)).hasMessageContaining("8 to 4096");
    }
}
