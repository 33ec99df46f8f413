package dev.sailplane.api.source;

import dev.sailplane.api.configuration.ApiConfiguration;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG and JPEG files. Size and kind are taken from the header and judged before a pixel is decoded. Samples are
 * taken as they stand in the file: no colour profile is applied, 16-bit samples lose their lower half, a JPEG's
 * orientation tag is not obeyed.
 */
final class PictureDecoder {
    private static final Set<String> FORMATS = Set.of("png", "jpeg");

    private final int maximumSide;
    private final int maximumPixels;

    PictureDecoder(ApiConfiguration.Sources settings) {
        this.maximumSide = settings.maximumSide();
        this.maximumPixels = settings.maximumPixels();
    }

    /**
     * The picture in the file.
     *
     * @param field named in errors
     * @throws PictureException when it is no PNG or JPEG, too large or broken
     */
    Picture decode(String field, byte[] file) {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            while (readers.hasNext()) {
                ImageReader reader = readers.next();
                try {
                    if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                        return decode(field, reader, stream);
                    }
                } finally {
                    reader.dispose();
                }
            }
        } catch (IOException | RuntimeException broken) {
            if (broken instanceof PictureException judged) {
                throw judged;
            }
            // The codecs answer a broken file with many kinds of exception.
            throw new PictureException(field, "cannot be decoded: the file is broken", broken);
        }
        throw new PictureException(field, "must be a PNG or JPEG file");
    }

    private Picture decode(String field, ImageReader reader, ImageInputStream stream) throws IOException {
        reader.setInput(stream, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width > maximumSide || height > maximumSide || (long) width * height > maximumPixels) {
            throw new PictureException(
                    field,
                    "must be at most %d pixels a side and %d in all, is %dx%d"
                            .formatted(maximumSide, maximumPixels, width, height));
        }
        BufferedImage image = reader.read(0);
        return new Picture(width, height, samples(image), image.getColorModel().hasAlpha());
    }

    // Not BufferedImage.getRGB for grey: it would brighten it from a linear colour space that the file does not have.
    private static int[] samples(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        if (image.getColorModel() instanceof IndexColorModel) {
            return image.getRGB(0, 0, width, height, null, 0, width);
        }
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int alphaBand = image.getColorModel().hasAlpha() ? bands - 1 : -1;
        boolean grey = image.getColorModel().getNumColorComponents() == 1;
        int[] argb = new int[width * height];
        int[] row = new int[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int at = x * bands;
                int red = eightBits(raster, row, at, 0);
                int green = grey ? red : eightBits(raster, row, at, 1);
                int blue = grey ? red : eightBits(raster, row, at, 2);
                int alpha = alphaBand < 0 ? 255 : eightBits(raster, row, at, alphaBand);
                argb[y * width + x] = alpha << 24 | red << 16 | green << 8 | blue;
            }
        }
        return argb;
    }

    private static int eightBits(Raster raster, int[] row, int at, int band) {
        int bits = raster.getSampleModel().getSampleSize(band);
        int sample = row[at + band];
        return bits >= 8 ? sample >>> (bits - 8) : sample * 255 / ((1 << bits) - 1);
    }
}
