package dev.sailplane.training.report;

import dev.sailplane.diffusion.image.Png;
import dev.sailplane.diffusion.image.RgbImage;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Map;

/**
 * Losses as a curve: steps to the right, the logarithm upwards, a line at every halving below 1 (thicker at 1, 1/8, 1/64).
 * Pale are single steps, dark is their moving mean. Without letters, so that no font is needed.
 */
public final class LossCurve {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 400;
    private static final double TOP = 1; // log2: a loss of 2
    private static final double BOTTOM = -9; // a loss of 1/512

    private LossCurve() {}

    /** A PNG file of the losses of steps 1, 2, 3 … */
    public static byte[] png(double... losses) {
        BufferedImage canvas = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        grid(graphics);
        graphics.setColor(new Color(170, 195, 230));
        graphics.draw(line(losses));
        graphics.setColor(new Color(20, 60, 140));
        graphics.setStroke(new BasicStroke(2));
        graphics.draw(line(smoothed(losses)));
        graphics.dispose();
        return Png.write(Pictures.of(canvas), Map.of());
    }

    private static void grid(Graphics2D graphics) {
        for (int halvings = 0; halvings <= 8; halvings++) {
            graphics.setColor(halvings % 3 == 0 ? Color.GRAY : new Color(225, 225, 225));
            int y = (int) Math.round(y(-halvings));
            graphics.drawLine(0, y, WIDTH, y);
        }
    }

    private static Path2D line(double... losses) {
        Path2D line = new Path2D.Double();
        for (int i = 0; i < losses.length; i++) {
            double x = losses.length == 1 ? 0 : (double) i / (losses.length - 1) * (WIDTH - 1);
            double y = y(Math.log(Math.max(losses[i], 1e-9)) / Math.log(2));
            if (i == 0) {
                line.moveTo(x, y);
            } else {
                line.lineTo(x, y);
            }
        }
        return line;
    }

    private static double y(double log) {
        return (TOP - Math.clamp(log, BOTTOM, TOP)) / (TOP - BOTTOM) * (HEIGHT - 1);
    }

    private static double[] smoothed(double... losses) {
        double[] smoothed = Arrays.copyOf(losses, losses.length);
        double weight = Math.min(0.1, 20.0 / Math.max(losses.length, 1));
        for (int i = 1; i < smoothed.length; i++) {
            smoothed[i] = smoothed[i - 1] + weight * (losses[i] - smoothed[i - 1]);
        }
        return smoothed;
    }

    /** Between AWT's pictures and ours. */
    static final class Pictures {
        private Pictures() {}

        static RgbImage of(BufferedImage image) {
            byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
            for (int i = 0; i < rgb.length / 3; i++) {
                int pixel = image.getRGB(i % image.getWidth(), i / image.getWidth());
                rgb[3 * i] = (byte) (pixel >>> 16);
                rgb[3 * i + 1] = (byte) (pixel >>> 8);
                rgb[3 * i + 2] = (byte) pixel;
            }
            return new RgbImage(image.getWidth(), image.getHeight(), rgb);
        }
    }
}
