package dev.sailplane.training.inspection;

import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.training.scene.Backdrop;
import dev.sailplane.training.scene.Background;
import dev.sailplane.training.scene.Background.Variation;
import dev.sailplane.training.scene.Colour;
import dev.sailplane.training.scene.Layout;
import dev.sailplane.training.scene.Scene;
import dev.sailplane.training.scene.SceneRenderer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Tells backgrounds by a picture's outermost pixels, which objects seldom reach: the nearest of many empty scenes, every
 * colour in several tones, every backdrop in several variations. Immutable, for any thread.
 */
final class Backgrounds {
    private static final int MARGIN = 3; // of 64 pixels
    private static final int TONES = 5;
    private static final int VARIATIONS = 96;
    private static final int NEAREST = 8;
    private static final int MOST = 60; // a pixel is not more wrong than this: an object may lie there

    private final List<Empty> empties = new ArrayList<>();
    private final int[] margin; // places of its pixels

    /**
     * A background as it is drawn without objects.
     *
     * @param background what it is
     * @param picture how it looks
     */
    record Empty(Background background, RgbImage picture) {
        private boolean isLike(Empty other) {
            return switch (background) {
                case Background.Plain(Colour colour, Variation _) ->
                    other.background instanceof Background.Plain(Colour same, Variation _) && colour == same;
                case Background.Drawn(Backdrop backdrop, Variation _) ->
                    other.background instanceof Background.Drawn(Backdrop same, Variation _) && backdrop == same;
            };
        }
    }

    Backgrounds(SceneRenderer renderer, int side) {
        for (Colour colour : Colour.values()) {
            for (int tone = 0; tone < TONES; tone++) {
                add(renderer, side, new Background.Plain(colour, variation(tone / (TONES - 1.0), 0, 0, 0)));
            }
        }
        SplittableRandom random = new SplittableRandom(0);
        for (Backdrop backdrop : Backdrop.values()) {
            for (int i = 0; i < VARIATIONS; i++) {
                Variation variation =
                        variation(random.nextDouble(), random.nextDouble(), random.nextDouble(), random.nextLong());
                add(renderer, side, new Background.Drawn(backdrop, variation));
            }
        }
        margin = margin(side);
    }

    /**
     * The empty scenes that look most alike along the margin, nearest first; all of one kind of background. Together they
     * tell more of what the margin hides (where the sun stands, how high the houses are) than the nearest alone.
     */
    List<Empty> nearest(RgbImage picture) {
        List<Ranked> ranked = empties.stream()
                .map(empty -> new Ranked(empty, difference(picture, empty.picture)))
                .sorted(Comparator.comparingLong(Ranked::difference))
                .toList();
        Empty first = ranked.getFirst().empty;
        return ranked.stream()
                .map(Ranked::empty)
                .filter(empty -> empty.isLike(first))
                .limit(NEAREST)
                .toList();
    }

    private record Ranked(Empty empty, long difference) {}

    private void add(SceneRenderer renderer, int side, Background background) {
        Scene scene = new Scene(background, new Layout.Single(), List.of(), "");
        empties.add(new Empty(background, renderer.render(scene, side)));
    }

    private long difference(RgbImage one, RgbImage other) {
        long sum = 0;
        for (int pixel : margin) {
            sum += Math.min(Pixels.difference(one, other, pixel), MOST);
        }
        return sum;
    }

    private static int[] margin(int side) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < side * side; i++) {
            int x = i % side;
            int y = i / side;
            boolean outermost = Math.min(Math.min(x, y), Math.min(side - 1 - x, side - 1 - y)) < MARGIN;
            if (outermost && (x + y) % 2 == 0) { // every other one tells enough
                places.add(i);
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Variation variation(double tone, double phase, double place, long details) {
        return new Variation(tone, phase, place, details);
    }
}
