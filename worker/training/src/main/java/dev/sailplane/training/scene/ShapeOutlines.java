package dev.sailplane.training.scene;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Paint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/** Outlines of the plain shapes in a square from -1 to 1, y downwards. */
final class ShapeOutlines {
    private static final double LIGHTER_ABOVE = 1.06;
    private static final double DARKER_BELOW = 0.94;

    private ShapeOutlines() {}

    static java.awt.Shape outline(Shape shape) {
        return switch (shape) {
            case CIRCLE -> disc(0.94);
            case SQUARE -> new Rectangle2D.Double(-0.86, -0.86, 1.72, 1.72);
            case TRIANGLE -> polygon(0, -0.9, 0.98, 0.8, -0.98, 0.8);
            case STAR_SHAPE -> star();
            case RING -> {
                Area ring = new Area(disc(0.94));
                ring.subtract(new Area(disc(0.5)));
                yield ring;
            }
            case PLUS_SIGN -> {
                Area plus = new Area(new Rectangle2D.Double(-0.94, -0.3, 1.88, 0.6));
                plus.add(new Area(new Rectangle2D.Double(-0.3, -0.94, 0.6, 1.88)));
                yield plus;
            }
            case DIAMOND -> polygon(0, -0.94, 0.752, 0, 0, 0.94, -0.752, 0);
            case HEXAGON -> hexagon();
        };
    }

    /** A little lighter at the top than at the bottom. */
    static Paint shading(Colour colour, AffineTransform place) {
        Point2D top = place.transform(new Point2D.Double(0, -1), null);
        Point2D bottom = place.transform(new Point2D.Double(0, 1), null);
        return new GradientPaint(top, shade(colour, LIGHTER_ABOVE), bottom, shade(colour, DARKER_BELOW));
    }

    private static Color shade(Colour colour, double factor) {
        return new Color(shade(colour.red(), factor), shade(colour.green(), factor), shade(colour.blue(), factor));
    }

    private static int shade(int level, double factor) {
        return (int) Math.min(Math.round(level * factor), 255);
    }

    private static Ellipse2D disc(double radius) {
        return new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
    }

    private static Path2D star() {
        double[] points = new double[20];
        for (int i = 0; i < 10; i++) {
            double radius = i % 2 == 0 ? 0.96 : 0.4 * 0.96;
            points[2 * i] = radius * StrictMath.sin(Math.PI * i / 5);
            points[2 * i + 1] = -radius * StrictMath.cos(Math.PI * i / 5);
        }
        return polygon(points);
    }

    private static Path2D hexagon() {
        double radius = 0.86 / StrictMath.cos(Math.PI / 6);
        double[] points = new double[12];
        for (int i = 0; i < 6; i++) {
            points[2 * i] = radius * StrictMath.cos(Math.PI * i / 3);
            points[2 * i + 1] = radius * StrictMath.sin(Math.PI * i / 3);
        }
        return polygon(points);
    }

    private static Path2D polygon(double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return path;
    }
}
