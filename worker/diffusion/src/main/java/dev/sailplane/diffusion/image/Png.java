package dev.sailplane.diffusion.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes PNG files. The same picture and texts give the same bytes: no time stamp goes in. */
public final class Png {
    private static final String FORMAT = "javax_imageio_png_1.0";
    private static final int MAXIMUM_KEYWORD = 79;

    private Png() {}

    /**
     * A PNG file.
     *
     * @param texts go into international text chunks (UTF-8), in the map's order; keywords are 1 to 79 characters long
     */
    public static byte[] write(RgbImage picture, Map<String, String> texts) {
        BufferedImage image = picture.buffered();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
            metadata.mergeTree(FORMAT, tree(texts));
            writer.setOutput(output);
            writer.write(new IIOImage(image, null, metadata));
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IIOMetadataNode tree(Map<String, String> texts) {
        IIOMetadataNode chunks = new IIOMetadataNode("iTXt");
        texts.forEach((keyword, text) -> chunks.appendChild(chunk(keyword, text)));
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        root.appendChild(chunks);
        return root;
    }

    private static IIOMetadataNode chunk(String keyword, String text) {
        if (keyword.isEmpty() || keyword.length() > MAXIMUM_KEYWORD) {
            throw new IllegalArgumentException("a PNG keyword has 1 to 79 characters: " + keyword);
        }
        IIOMetadataNode chunk = new IIOMetadataNode("iTXtEntry");
        chunk.setAttribute("keyword", keyword);
        chunk.setAttribute("compressionFlag", "FALSE");
        chunk.setAttribute("compressionMethod", "0");
        chunk.setAttribute("languageTag", "");
        chunk.setAttribute("translatedKeyword", "");
        chunk.setAttribute("text", text);
        return chunk;
    }
}
