package dev.sailplane.worker.glide;

import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import dev.sailplane.contract.OutputOptions;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.pipeline.GeneratedImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Finished pictures as files. */
final class PictureFile {
    private static final String JPEG_METADATA = "javax_imageio_jpeg_image_1.0";
    private static final float BEST_QUALITY = 100;

    private PictureFile() {}

    /** The file that was asked for. */
    static byte[] of(GeneratedImage image, OutputOptions output) {
        return switch (output.format()) {
            case PNG -> image.png();
            case JPEG -> jpeg(image.pixels(), output.quality());
            case WEBP -> webp(image.pixels(), output.quality());
        };
    }

    /**
     * A JPEG with all its colours (4:4:4): these pictures are small, and often drawings.
     *
     * @param quality 1 to 100
     */
    static byte[] jpeg(RgbImage picture, int quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        BufferedImage image = picture.buffered();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality / BEST_QUALITY);
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), parameters);
        return write(writer, new IIOImage(image, null, withAllColours(metadata)), parameters);
    }

    private static byte[] webp(RgbImage picture, int quality) {
        ImageWriter writer = webpWriter();
        WebPWriteParam parameters = new WebPWriteParam(writer.getLocale());
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionType(parameters.getCompressionTypes()[WebPWriteParam.LOSSY_COMPRESSION]);
        parameters.setCompressionQuality(quality / BEST_QUALITY);
        return write(writer, new IIOImage(picture.buffered(), null, null), parameters);
    }

    // Not looked up by name: the file must come from this library, whatever else is on the class path.
    private static ImageWriter webpWriter() {
        try {
            return new WebPImageWriterSpi().createWriterInstance(null);
        } catch (IOException impossible) {
            throw new UncheckedIOException("the WebP writer cannot be made", impossible);
        }
    }

    // The first component is the brightness: as coarse as the colours, that is, not finer.
    private static IIOMetadata withAllColours(IIOMetadata metadata) {
        Element tree = (Element) metadata.getAsTree(JPEG_METADATA);
        NodeList components = tree.getElementsByTagName("componentSpec");
        for (int i = 0; i < components.getLength(); i++) {
            Element component = (Element) components.item(i);
            component.setAttribute("HsamplingFactor", "1");
            component.setAttribute("VsamplingFactor", "1");
        }
        try {
            metadata.setFromTree(JPEG_METADATA, tree);
        } catch (IOException impossible) {
            throw new UncheckedIOException("the default metadata was refused", impossible);
        }
        return metadata;
    }

    private static byte[] write(ImageWriter writer, IIOImage image, ImageWriteParam parameters) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, image, parameters);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
