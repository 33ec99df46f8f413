package dev.sailplane.training.report;

import dev.sailplane.diffusion.image.Png;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

/**
 * What guidance buys and what it costs (Nichol et al. 2022, figure 5): upwards how much of the prompts is shown, with a
 * line at every tenth; to the right how far the pictures are from true ones as a set, with a line at every tenth of the
 * farthest. Points are joined in the order of guidance, the first is pale. Without letters, so that no font is needed.
 */
public final class GuidanceCurve {
    private static final int SIDE = 480;
    private static final int MARGIN = 12;
    private static final int TENTHS = 10;

    private GuidanceCurve() {}

    /**
     * A point of the curve.
     *
     * @param distance 0 or more
     * @param fidelity from 0 to 1
     */
    public record Point(double distance, double fidelity) {}

    /** A PNG file of at least one point. */
    public static byte[] png(List<Point> points) {
        BufferedImage canvas = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, SIDE, SIDE);
        grid(graphics);
        double farthest = points.stream().mapToDouble(Point::distance).max().orElseThrow();
        List<Point2D> places =
                points.stream().map(point -> place(point, farthest)).toList();
        draw(graphics, places);
        graphics.dispose();
        return Png.write(LossCurve.Pictures.of(canvas), Map.of());
    }

    private static void grid(Graphics2D graphics) {
        graphics.setColor(new Color(225, 225, 225));
        for (int tenth = 0; tenth <= TENTHS; tenth++) {
            double at = MARGIN + (SIDE - 2.0 * MARGIN) * tenth / TENTHS;
            graphics.draw(new Line2D.Double(MARGIN, at, SIDE - MARGIN, at));
            graphics.draw(new Line2D.Double(at, MARGIN, at, SIDE - MARGIN));
        }
    }

    private static void draw(Graphics2D graphics, List<Point2D> places) {
        graphics.setStroke(new BasicStroke(2));
        graphics.setColor(new Color(20, 60, 140));
        for (int i = 1; i < places.size(); i++) {
            graphics.draw(new Line2D.Double(places.get(i - 1), places.get(i)));
        }
        for (int i = 0; i < places.size(); i++) {
            Point2D place = places.get(i);
            graphics.setColor(i == 0 ? new Color(130, 170, 230) : new Color(20, 60, 140));
            graphics.fill(new Ellipse2D.Double(place.getX() - 5, place.getY() - 5, 10, 10));
        }
    }

    private static Point2D place(Point point, double farthest) {
        double part = farthest == 0 ? 0 : point.distance / farthest;
        double inside = SIDE - 2.0 * MARGIN;
        return new Point2D.Double(MARGIN + inside * part, MARGIN + inside * (1 - point.fidelity));
    }
}
