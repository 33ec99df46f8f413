package dev.sailplane.worker.glide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.contract.OutputFormat;
import dev.sailplane.contract.OutputOptions;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.pipeline.GeneratedImage;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PictureFileTest {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;

    private final GeneratedImage image = new GeneratedImage(0, picture(), Map.of("prompt", "a red edge"));

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void showsThePictureInEveryFormat(OutputFormat format) throws IOException {
        BufferedImage read = read(PictureFile.of(image, new OutputOptions(format, 95, false)));

        assertThat(read.getWidth()).isEqualTo(WIDTH);
        assertThat(read.getHeight()).isEqualTo(HEIGHT);
        assertThat(difference(read)).isLessThan(4);
    }

    @Test
    void leavesPngFilesAsTheyWere() {
        assertThat(PictureFile.of(image, OutputOptions.PLAIN)).isEqualTo(image.png());
    }

    @Test
    void namesTheFormatsInTheirFiles() {
        assertThat(text(OutputFormat.WEBP)).startsWith("RIFF").contains("WEBPVP8 ");
        assertThat(text(OutputFormat.JPEG)).startsWith("\u00ff\u00d8").contains("JFIF");
    }

    @ParameterizedTest
    @EnumSource(
            value = OutputFormat.class,
            names = {"JPEG", "WEBP"})
    void takesFewerBytesAtALowerQuality(OutputFormat format) {
        assertThat(PictureFile.of(image, new OutputOptions(format, 20, false)).length)
                .isLessThan(PictureFile.of(image, new OutputOptions(format, 95, false)).length);
    }

    @Test
    void keepsThinColouredLinesInAJpeg() throws IOException {
        byte[] rgb = new byte[3 * WIDTH * HEIGHT];
        for (int pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
            rgb[3 * pixel + (pixel % 2 == 0 ? 0 : 2)] = (byte) 200; // red and blue columns
        }

        Color red = new Color(
                read(PictureFile.jpeg(new RgbImage(WIDTH, HEIGHT, rgb), 95)).getRGB(20, 20));

        assertThat(red.getRed()).isGreaterThan(180);
        assertThat(red.getBlue()).isLessThan(20);
    }

    private String text(OutputFormat format) {
        return new String(PictureFile.of(image, new OutputOptions(format, 90, false)), StandardCharsets.ISO_8859_1);
    }

    private static BufferedImage read(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    /** Mean absolute difference of the levels. */
    private static double difference(BufferedImage read) {
        byte[] rgb = picture().rgb();
        long sum = 0;
        for (int pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
            Color colour = new Color(read.getRGB(pixel % WIDTH, pixel / WIDTH));
            sum += Math.abs(colour.getRed() - Byte.toUnsignedInt(rgb[3 * pixel]))
                    + Math.abs(colour.getGreen() - Byte.toUnsignedInt(rgb[3 * pixel + 1]))
                    + Math.abs(colour.getBlue() - Byte.toUnsignedInt(rgb[3 * pixel + 2]));
        }
        return sum / (3.0 * WIDTH * HEIGHT);
    }

    private static RgbImage picture() {
        byte[] rgb = new byte[3 * WIDTH * HEIGHT];
        for (int pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
            rgb[3 * pixel] = (byte) (4 * (pixel % WIDTH));
            rgb[3 * pixel + 1] = (byte) (5 * (pixel / WIDTH));
            rgb[3 * pixel + 2] = (byte) 60;
        }
        return new RgbImage(WIDTH, HEIGHT, rgb);
    }
}
