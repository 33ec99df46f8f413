package dev.sailplane.diffusion.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.IntPredicate;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads PNG and JPEG files from memory. Dimensions are checked before anything is decoded, so that a small file cannot
 * claim a huge picture.
 *
 * @param maximumSide most pixels a side may have
 */
public record PictureReader(int maximumSide) {
    /** Most pixels a side may have unless said otherwise. */
    public static final int DEFAULT_MAXIMUM_SIDE = 4096;

    private static final List<String> FORMATS = List.of("png", "jpeg");

    public PictureReader {
        if (maximumSide < 1) {
            throw new IllegalArgumentException("maximumSide must be at least 1, not " + maximumSide);
        }
    }

    /** A reader with the default limit. */
    public PictureReader() {
        this(DEFAULT_MAXIMUM_SIDE);
    }

    /**
     * Reads a picture; transparency and colour profiles are dropped.
     *
     * @throws PictureException when it is no PNG or JPEG, is damaged, or has a side of more pixels than allowed
     */
    public RgbImage picture(byte[] file) {
        BufferedImage image = decode(file);
        int width = image.getWidth();
        byte[] rgb = new byte[3 * width * image.getHeight()];
        Samples samples = new Samples(image);
        for (int i = 0; i < width * image.getHeight(); i++) {
            int pixel = samples.rgb(i % width, i / width);
            rgb[3 * i] = (byte) (pixel >> 16);
            rgb[3 * i + 1] = (byte) (pixel >> 8);
            rgb[3 * i + 2] = (byte) pixel;
        }
        return new RgbImage(width, image.getHeight(), rgb);
    }

    /**
     * Reads a mask.
     *
     * @param editedPart which part of it is to be generated
     * @throws PictureException as for {@link #picture}, or when {@link MaskSource#ALPHA} is asked of a file without an
     *     alpha channel
     */
    public Mask mask(byte[] file, MaskSource editedPart) {
        BufferedImage image = decode(file);
        if (editedPart == MaskSource.ALPHA && !image.getColorModel().hasAlpha()) {
            throw new PictureException("the mask has no alpha channel that could mark the part to be generated");
        }
        Samples samples = new Samples(image);
        return switch (editedPart) {
            case ALPHA -> mask(image, i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) >>> 24 >= 128);
            case WHITE -> mask(image, i -> !samples.bright(i % image.getWidth(), i / image.getWidth()));
            case BLACK -> mask(image, i -> samples.bright(i % image.getWidth(), i / image.getWidth()));
        };
    }

    private static Mask mask(BufferedImage image, IntPredicate kept) {
        boolean[] keep = new boolean[image.getWidth() * image.getHeight()];
        for (int i = 0; i < keep.length; i++) {
            keep[i] = kept.test(i);
        }
        return new Mask(image.getWidth(), image.getHeight(), keep);
    }

    private BufferedImage decode(byte[] file) {
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            ImageReader reader = reader(input);
            try {
                reader.setInput(input, true, true); // no metadata: it may be compressed, and so a bomb
                requireAllowed(reader.getWidth(0), reader.getHeight(0));
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (PictureException refused) {
            throw refused;
        } catch (IOException | RuntimeException damaged) { // the decoders throw all kinds on broken files
            throw new PictureException("the picture is damaged or of an unsupported kind", damaged);
        }
    }

    private static ImageReader reader(ImageInputStream input) throws IOException {
        for (String format : FORMATS) {
            ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
            if (reader.getOriginatingProvider().canDecodeInput(input)) {
                return reader;
            }
            reader.dispose();
        }
        throw new PictureException("the picture is neither PNG nor JPEG");
    }

    private void requireAllowed(int width, int height) {
        if (width > maximumSide || height > maximumSide) {
            throw new PictureException("the picture is %d x %d pixels; at most %d x %d are allowed"
                    .formatted(width, height, maximumSide, maximumSide));
        }
    }

    /**
     * Reads stored levels: the platform's own conversion would brighten grey pictures, which it takes for linear light.
     */
    private record Samples(BufferedImage image, Raster raster) {
        Samples(BufferedImage image) {
            this(image, image.getRaster());
        }

        int rgb(int x, int y) {
            if (image.getColorModel() instanceof IndexColorModel) {
                return image.getRGB(x, y);
            }
            boolean grey = raster.getNumBands() < 3;
            return level(x, y, 0) << 16 | level(x, y, grey ? 0 : 1) << 8 | level(x, y, grey ? 0 : 2);
        }

        boolean bright(int x, int y) {
            int pixel = rgb(x, y);
            return 299 * (pixel >> 16 & 0xFF) + 587 * (pixel >> 8 & 0xFF) + 114 * (pixel & 0xFF) >= 128 * 1000;
        }

        private int level(int x, int y, int band) {
            int excess = raster.getSampleModel().getSampleSize(band) - 8; // 16 bits: the high byte
            int sample = raster.getSample(x, y, band);
            return excess > 0 ? sample >> excess : sample;
        }
    }
}
