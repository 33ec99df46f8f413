package dev.sailplane.api.source;

import dev.sailplane.api.configuration.ApiConfiguration;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes a file into a picture as it is to be shown. Kind, size and structure are judged before a sample is decoded;
 * the decoder sees no more of the file than {@link PictureFile#essence}. Of an animation the first frame counts. A
 * colour profile is applied to a JPEG in colour; all other samples are taken as they stand in the file, and 16-bit
 * samples lose their lower half.
 */
final class PictureDecoder {
    /** What a progressive JPEG of the usual ten scans and three components takes at 4096 by 4096. */
    private static final long MAXIMUM_WORK = 30L << 24;

    private final PictureReaders readers = new PictureReaders();
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
     * @throws PictureException when it is of no known kind, too large or broken
     */
    Picture decode(String field, byte[] file) {
        try {
            PictureFormat format =
                    PictureFormat.of(file).orElseThrow(() -> new UnfitFileException("must be a GIF, PNG or JPEG file"));
            PictureFile parsed = format.parse(file);
            judge(parsed);
            return parsed.orientation().apply(Samples.placed(read(parsed), parsed));
        } catch (UnfitFileException unfit) {
            throw new PictureException(field, String.valueOf(unfit.getMessage()), unfit);
        } catch (IOException | RuntimeException broken) {
            // The codecs answer a broken file with many kinds of exception.
            throw new PictureException(field, "cannot be decoded: the file is broken", broken);
        }
    }

    private void judge(PictureFile file) {
        int width = file.width();
        int height = file.height();
        if (file.frame().width() <= 0 || file.frame().height() <= 0) {
            throw new UnfitFileException("must be at least 1 pixel a side");
        }
        if (width > maximumSide || height > maximumSide || (long) width * height > maximumPixels) {
            throw new UnfitFileException("must be at most %d pixels a side and %d in all, is %dx%d"
                    .formatted(maximumSide, maximumPixels, width, height));
        }
        if ((long) width * height * file.passes() > MAXIMUM_WORK) {
            throw new UnfitFileException("must be a JPEG of fewer scans or fewer pixels");
        }
    }

    private BufferedImage read(PictureFile file) throws IOException {
        ImageReader reader = readers.open(file.format());
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file.essence()))) {
            reader.setInput(stream, true, true);
            if (reader.getWidth(0) != file.frame().width()
                    || reader.getHeight(0) != file.frame().height()) {
                throw UnfitFileException.broken();
            }
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }
}
