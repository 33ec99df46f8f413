package dev.sailplane.devstack;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures that callers send. */
final class TestPictures {
    private TestPictures() {}

    /** One colour throughout. */
    static String plain(int size, Color colour) {
        return halves(size, colour, colour);
    }

    /** One colour left, one right. */
    static String halves(int size, Color left, Color right) {
        return dataUrl(png(size, left, right));
    }

    /** One colour left, one right; with an alpha channel if one of them needs it. */
    static byte[] png(int size, Color left, Color right) {
        boolean opaque = left.getAlpha() == 255 && right.getAlpha() == 255;
        BufferedImage picture =
                new BufferedImage(size, size, opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                picture.setRGB(x, y, (x < size / 2 ? left : right).getRGB());
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return png.toByteArray();
    }

    /** A PNG of a few bytes whose header claims a size of its own. */
    static String claiming(int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream png = new DataOutputStream(bytes)) {
            png.writeLong(0x89504e470d0a1a0aL);
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(header);
            fields.writeInt(width);
            fields.writeInt(height);
            fields.write(new byte[] {8, 2, 0, 0, 0});
            chunk(png, "IHDR", header.toByteArray());
            chunk(png, "IDAT", new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1});
            chunk(png, "IEND", new byte[0]);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return dataUrl(bytes.toByteArray());
    }

    static String dataUrl(byte[] bytes) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes);
    }

    static BufferedImage decode(byte[] png) throws IOException {
        return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)), "no picture");
    }

    /** The share of pixels round a column that are nearly pure blue. */
    static double blueness(BufferedImage picture, int column) {
        int blue = 0;
        int all = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = column - 10; x < column + 10; x++) {
                Color colour = new Color(picture.getRGB(x, y));
                blue += colour.getBlue() > 200 && colour.getRed() < 60 && colour.getGreen() < 60 ? 1 : 0;
                all++;
            }
        }
        return (double) blue / all;
    }

    /** Colours of all pixels, without what else the file says. */
    static int[] pixels(BufferedImage picture) {
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }

    private static void chunk(DataOutputStream png, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        png.writeInt(content.length);
        png.write(name);
        png.write(content);
        png.writeInt((int) crc.getValue());
    }
}
