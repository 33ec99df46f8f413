package dev.sailplane.training.scene;

import dev.sailplane.training.scene.Background.Variation;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Paints what lies behind a scene. Lengths are parts of the picture's side. */
final class BackgroundPainter {
    private static final int HILL_POINTS = 24;
    private static final Color[] WALLS = {
        new Color(245, 225, 195), new Color(205, 225, 235), new Color(225, 210, 235), new Color(215, 235, 205)
    };

    private final Graphics2D graphics;
    private final int side;

    BackgroundPainter(Graphics2D graphics, int side) {
        this.graphics = graphics;
        this.side = side;
    }

    void paint(Background background) {
        switch (background) {
            case Background.Plain(Colour colour, Variation variation) -> plain(colour, variation.tone());
            case Background.Drawn(Backdrop backdrop, Variation variation) -> {
                switch (backdrop) {
                    case MEADOW -> meadow(variation);
                    case BEACH -> beach(variation);
                    case NIGHT -> night(variation);
                    case SNOW -> snow(variation);
                    case UNDERWATER -> underwater(variation);
                    case SUNSET -> sunset(variation);
                    case DESERT -> desert(variation);
                    case SPACE -> space(variation);
                    case CITY -> city(variation);
                    case ROOM -> room(variation);
                }
            }
        }
    }

    private void plain(Colour colour, double tone) {
        double brightness = switch (colour) {
            case WHITE, BLACK -> 1;
            case RED, ORANGE, YELLOW, GREEN, BLUE, PURPLE, PINK, BROWN, GRAY -> 0.92 + 0.16 * tone;
        };
        graphics.setColor(
                colour == Colour.WHITE
                        ? Color.WHITE
                        : rgb(
                                brighter(colour.red(), brightness),
                                brighter(colour.green(), brightness),
                                brighter(colour.blue(), brightness)));
        graphics.fill(new Rectangle2D.Double(0, 0, side, side));
    }

    private void meadow(Variation variation) {
        double horizon = horizon(variation);
        sky(rgb(100, 175, 245), rgb(205, 232, 255), horizon);
        hills(horizon, 0.04, 0.8, variation.phase(), rgb(110, 190, 70), rgb(60, 140, 45));
    }

    private void beach(Variation variation) {
        double horizon = horizon(variation);
        sky(rgb(95, 180, 250), rgb(200, 235, 255), horizon);
        band(horizon - 0.1, rgb(30, 130, 200), rgb(60, 180, 220));
        hills(horizon + 0.06, 0.02, 1.1, variation.phase(), rgb(245, 222, 160), rgb(225, 190, 120));
    }

    private void night(Variation variation) {
        double horizon = horizon(variation);
        sky(rgb(10, 14, 44), rgb(34, 38, 92), 1);
        dots(variation.details(), 26, horizon, 0.004, 0.011, rgb(255, 250, 225));
        hills(horizon + 0.12, 0.04, 0.7, variation.phase(), rgb(16, 34, 30), rgb(16, 34, 30));
    }

    private void snow(Variation variation) {
        double horizon = horizon(variation);
        sky(rgb(170, 195, 220), rgb(225, 235, 245), horizon);
        hills(horizon, 0.05, 0.6, variation.phase(), rgb(250, 252, 255), rgb(220, 230, 242));
        dots(variation.details(), 22, 1, 0.007, 0.014, Color.WHITE);
    }

    private void underwater(Variation variation) {
        sky(rgb(60, 180, 220), rgb(8, 60, 130), 1);
        hills(0.9, 0.02, 1.3, variation.phase(), rgb(205, 185, 130), rgb(205, 185, 130));
        SplittableRandom random = new SplittableRandom(variation.details());
        graphics.setColor(new Color(200, 240, 255, 153));
        for (int i = 0; i < 9; i++) {
            bubble(random.nextDouble(), 0.85 * random.nextDouble(), random.nextDouble(0.014, 0.03));
        }
    }

    private void sunset(Variation variation) {
        double horizon = horizon(variation);
        sky(rgb(90, 50, 130), rgb(255, 150, 70), horizon);
        graphics.setColor(rgb(255, 225, 120));
        graphics.fill(disc(0.25 + 0.5 * variation.place(), horizon - 0.03, 0.11));
        hills(horizon, 0.03, 0.8, variation.phase(), rgb(70, 40, 80), rgb(40, 24, 52));
    }

    private void desert(Variation variation) {
        double horizon = horizon(variation);
        sky(rgb(120, 190, 240), rgb(250, 235, 200), horizon);
        hills(horizon, 0.06, 0.7, variation.phase(), rgb(235, 190, 110), rgb(205, 150, 80));
    }

    private void space(Variation variation) {
        fill(new GradientPaint(0, 0, rgb(6, 6, 22), side, side, rgb(40, 14, 70)), 0);
        dots(variation.details(), 26, 1, 0.004, 0.011, rgb(255, 250, 225));
    }

    private void city(Variation variation) {
        double horizon = horizon(variation);
        sky(rgb(150, 195, 235), rgb(225, 235, 245), horizon);
        SplittableRandom random = new SplittableRandom(variation.details());
        double left = 0;
        while (left < 1) {
            double width = random.nextDouble(0.09, 0.17);
            house(left, width - 0.01, random.nextDouble(0.18, 0.45), horizon + 0.02, random.nextInt(95, 151));
            left += width;
        }
        band(horizon, rgb(120, 122, 128), rgb(85, 86, 92));
    }

    private void house(double left, double width, double top, double bottom, int gray) {
        graphics.setColor(rgb(gray, gray + 8, gray + 22));
        graphics.fill(box(left, top, width, bottom - top));
        graphics.setColor(new Color(250, 232, 150, 204));
        for (double y = top + 0.025; y < bottom; y += 0.05) {
            for (double x = left + 0.016; x < left + width; x += 0.035) {
                double right = Math.min(x + 0.019, left + width);
                graphics.fill(box(x, y, right - x, 0.025));
            }
        }
    }

    private void room(Variation variation) {
        double horizon = horizon(variation);
        Color wall = WALLS[Math.min((int) (variation.place() * WALLS.length), WALLS.length - 1)];
        Color shaded = rgb((int) (wall.getRed() * 0.94), (int) (wall.getGreen() * 0.94), (int) (wall.getBlue() * 0.94));
        sky(wall, shaded, 1);
        band(horizon, rgb(190, 140, 95), rgb(150, 105, 65));
        graphics.setColor(rgb(250, 250, 250));
        graphics.fill(box(0, horizon - 0.03, 1, 0.03));
    }

    /** From the top, turning into another colour at the horizon. */
    private void sky(Color top, Color low, double horizon) {
        fill(new GradientPaint(0, 0, top, 0, (float) (horizon * side), low), 0);
    }

    /** From a straight edge to the bottom. */
    private void band(double edge, Color high, Color bottom) {
        fill(new GradientPaint(0, (float) (edge * side), high, 0, side, bottom), edge);
    }

    private void fill(GradientPaint paint, double from) {
        graphics.setPaint(paint);
        graphics.fill(box(0, from, 1, 1 - from));
    }

    /** From a wavy edge to the bottom. */
    private void hills(double edge, double height, double waves, double phase, Color high, Color bottom) {
        Path2D hills = new Path2D.Double();
        hills.moveTo(0, side);
        for (int i = 0; i <= HILL_POINTS; i++) {
            double x = (double) i / HILL_POINTS;
            double y = edge - height * StrictMath.sin(2 * Math.PI * (waves * x + phase));
            hills.lineTo(x * side, y * side);
        }
        hills.lineTo(side, side);
        hills.closePath();
        graphics.setPaint(new GradientPaint(0, (float) (edge * side), high, 0, side, bottom));
        graphics.fill(hills);
    }

    private void dots(long seed, int count, double lowest, double smallest, double largest, Color colour) {
        SplittableRandom random = new SplittableRandom(seed);
        graphics.setColor(colour);
        for (int i = 0; i < count; i++) {
            graphics.fill(
                    disc(random.nextDouble(), lowest * random.nextDouble(), random.nextDouble(smallest, largest)));
        }
    }

    private void bubble(double x, double y, double radius) {
        Area ring = new Area(disc(x, y, radius + 0.004));
        ring.subtract(new Area(disc(x, y, radius - 0.004)));
        graphics.fill(ring);
    }

    private Ellipse2D disc(double x, double y, double radius) {
        return new Ellipse2D.Double((x - radius) * side, (y - radius) * side, 2 * radius * side, 2 * radius * side);
    }

    private Rectangle2D box(double x, double y, double width, double height) {
        return new Rectangle2D.Double(x * side, y * side, width * side, height * side);
    }

    private static double horizon(Variation variation) {
        return 0.58 + 0.12 * variation.tone();
    }

    private static Color rgb(int red, int green, int blue) {
        return new Color(red, green, blue);
    }

    private static int brighter(int level, double factor) {
        return (int) Math.min(Math.round(level * factor), 255);
    }
}
