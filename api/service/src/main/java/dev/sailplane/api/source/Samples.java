package dev.sailplane.api.source;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Brings what a decoder gives into 8-bit ARGB. */
final class Samples {
    private Samples() {}

    /** The whole picture; where the decoded frame does not reach, it is transparent. */
    static Picture placed(BufferedImage decoded, PictureFile file) {
        int[] argb = argb(decoded);
        boolean alpha = decoded.getColorModel().hasAlpha();
        PictureFile.Frame frame = file.frame();
        if (frame.width() == file.width() && frame.height() == file.height()) {
            return new Picture(file.width(), file.height(), argb, alpha);
        }
        int[] whole = new int[file.width() * file.height()];
        for (int y = 0; y < frame.height(); y++) {
            int to = (frame.top() + y) * file.width() + frame.left();
            System.arraycopy(argb, y * frame.width(), whole, to, frame.width());
        }
        return new Picture(file.width(), file.height(), whole, true);
    }

    // Not BufferedImage.getRGB for grey: it would brighten it from a linear colour space that the file does not have.
    private static int[] argb(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        if (image.getColorModel() instanceof IndexColorModel) {
            return image.getRGB(0, 0, width, height, null, 0, width);
        }
        ColorModel colours = image.getColorModel();
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int alphaBand = colours.hasAlpha() ? bands - 1 : -1;
        boolean grey = colours.getNumColorComponents() == 1;
        int[] bits = raster.getSampleModel().getSampleSize();
        int[] argb = new int[width * height];
        int[] row = new int[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int at = x * bands;
                int red = eightBits(row[at], bits[0]);
                int green = grey ? red : eightBits(row[at + 1], bits[1]);
                int blue = grey ? red : eightBits(row[at + 2], bits[2]);
                int alpha = alphaBand < 0 ? 255 : eightBits(row[at + alphaBand], bits[alphaBand]);
                argb[y * width + x] = alpha << 24 | red << 16 | green << 8 | blue;
            }
        }
        return argb;
    }

    private static int eightBits(int sample, int bits) {
        return bits >= 8 ? sample >>> (bits - 8) : sample * 255 / ((1 << bits) - 1);
    }
}
