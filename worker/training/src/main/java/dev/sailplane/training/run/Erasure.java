package dev.sailplane.training.run;

import dev.sailplane.diffusion.image.Mask;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * What an inpainting network is not told: a quarter of the pictures are erased as a whole, so that it still draws without
 * any; the others lose rectangles or brush strokes, or, one in five, all but these (Nichol et al. 2022, section 2.3:
 * random regions).
 */
public final class Erasure {
    private static final double EVERYTHING = 0.25;
    private static final double OUTSIDE = 0.2;

    private Erasure() {}

    /**
     * A mask; the same key gives the same one. Needs no display.
     *
     * @param side width and height in pixels
     */
    public static Mask mask(int side, long key) {
        SplittableRandom random = new SplittableRandom(key);
        if (random.nextDouble() < EVERYTHING) {
            return new Mask(side, side, new boolean[side * side]);
        }
        boolean outside = random.nextDouble() < OUTSIDE;
        BufferedImage drawn = random.nextBoolean() ? rectangles(side, random) : strokes(side, random);
        boolean[] keep = new boolean[side * side];
        for (int i = 0; i < keep.length; i++) {
            boolean covered = drawn.getRaster().getSample(i % side, i / side, 0) > 0;
            keep[i] = covered == outside;
        }
        return new Mask(side, side, keep);
    }

    private static BufferedImage rectangles(int side, SplittableRandom random) {
        BufferedImage canvas = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = white(canvas);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            double width = side * random.nextDouble(0.2, 0.7);
            double height = side * random.nextDouble(0.2, 0.7);
            graphics.fill(new Rectangle2D.Double(
                    (side - width) * random.nextDouble(), (side - height) * random.nextDouble(), width, height));
        }
        graphics.dispose();
        return canvas;
    }

    private static BufferedImage strokes(int side, SplittableRandom random) {
        BufferedImage canvas = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = white(canvas);
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            float width = (float) (side * random.nextDouble(0.08, 0.25));
            graphics.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            Path2D path = new Path2D.Double();
            path.moveTo(side * random.nextDouble(), side * random.nextDouble());
            for (int points = random.nextInt(1, 6); points > 0; points--) {
                path.lineTo(side * random.nextDouble(), side * random.nextDouble());
            }
            graphics.draw(path);
        }
        graphics.dispose();
        return canvas;
    }

    private static Graphics2D white(BufferedImage canvas) {
        Graphics2D graphics = canvas.createGraphics();
        graphics.setColor(Color.WHITE);
        return graphics;
    }
}
