package dev.sailplane.training.inspection;

import dev.sailplane.diffusion.image.BicubicResize;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.training.scene.Background;
import dev.sailplane.training.scene.Colour;
import dev.sailplane.training.scene.SceneRenderer;
import java.util.Arrays;
import java.util.List;

/**
 * What pixels alone tell of a sticker scene: the background, how many objects there are, where, how large, in which
 * colour. All pictures are looked at in the same size. Immutable, for any thread.
 */
public final class PixelRules {
    /** Side of a crop in pixels. */
    public static final int CROP = 32;

    private static final int SIDE = 64;
    private static final int VISIBLE_ON_PLAIN = 28; // levels of 255
    private static final int VISIBLE_ON_DRAWN = 40; // hills are not quite where another drawing has them
    private static final byte GRAY = (byte) 128;
    private static final double AROUND = 1.1; // side of a crop, times the object's

    private final Backgrounds backgrounds;

    /** @param renderer draws the empty scenes that pictures are compared with */
    public PixelRules(SceneRenderer renderer) {
        backgrounds = new Backgrounds(renderer, SIDE);
    }

    /**
     * What was found.
     *
     * @param background the kind, in a variation like the picture's
     * @param objects largest first
     */
    public record Findings(Background background, List<Sighting> objects) {
        public Findings {
            objects = List.copyOf(objects);
        }
    }

    /** Looks at a square picture of any size. */
    public Findings look(RgbImage picture) {
        RgbImage small = BicubicResize.resize(picture, SIDE, SIDE);
        List<Backgrounds.Empty> empties = backgrounds.nearest(small);
        Background background = empties.getFirst().background();
        int visible = switch (background) {
            case Background.Plain _ -> VISIBLE_ON_PLAIN;
            case Background.Drawn _ -> VISIBLE_ON_DRAWN;
        };
        boolean[] foreground = new boolean[SIDE * SIDE];
        for (int i = 0; i < foreground.length; i++) {
            int pixel = i;
            foreground[i] =
                    empties.stream().allMatch(empty -> Pixels.difference(small, empty.picture(), pixel) > visible);
        }
        List<Sighting> objects = Regions.of(foreground).stream()
                .map(region -> sighting(small, region))
                .toList();
        return new Findings(background, objects);
    }

    /** The crop of no object. */
    static RgbImage nothing() {
        byte[] rgb = new byte[3 * CROP * CROP];
        Arrays.fill(rgb, GRAY);
        return new RgbImage(CROP, CROP, rgb);
    }

    private static Sighting sighting(RgbImage picture, Region region) {
        double centreX = (region.left() + region.right()) / 2.0;
        double centreY = (region.top() + region.bottom()) / 2.0;
        int extent = Math.max(region.width(), region.height());
        int square = Math.min((int) Math.rint(AROUND * extent), SIDE);
        return new Sighting(
                centreX / SIDE,
                centreY / SIDE,
                (double) extent / SIDE,
                Pixels.colour(picture, region.pixels(), Colour.OF_SHAPES),
                crop(picture, region, corner(centreX, square), corner(centreY, square), square));
    }

    private static int corner(double centre, int square) {
        return (int) Math.clamp(Math.rint(centre - square / 2.0), 0, SIDE - square);
    }

    /** The object alone: what is not of it is gray, so that a classifier need not learn backgrounds. */
    private static RgbImage crop(RgbImage picture, Region region, int left, int top, int square) {
        byte[] rgb = new byte[3 * square * square];
        Arrays.fill(rgb, GRAY);
        for (int pixel : region.pixels()) {
            int x = pixel % SIDE - left;
            int y = pixel / SIDE - top;
            if (x >= 0 && x < square && y >= 0 && y < square) {
                System.arraycopy(picture.rgb(), 3 * pixel, rgb, 3 * (y * square + x), 3);
            }
        }
        return BicubicResize.resize(new RgbImage(square, square, rgb), CROP, CROP);
    }
}
