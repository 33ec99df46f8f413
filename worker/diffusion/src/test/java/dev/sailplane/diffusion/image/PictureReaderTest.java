package dev.sailplane.diffusion.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
    private final PictureReader reader = new PictureReader(64);

    @Test
    void readsGreyLevelsAsTheyAreStored() {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 128);
        grey.getRaster().setSample(1, 0, 0, 20);

        assertThat(reader.picture(file(grey, "png")).rgb())
                .containsExactly((byte) 128, (byte) 128, (byte) 128, (byte) 20, (byte) 20, (byte) 20);
    }

    @Test
    void readsTheHighByteOfDeepPictures() {
        BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 0x80FF);

        assertThat(reader.picture(file(deep, "png")).rgb()).containsExactly((byte) 128, (byte) 128, (byte) 128);
    }

    @Test
    void readsPalettes() {
        BufferedImage indexed = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED);
        indexed.setRGB(0, 0, 0xFF0000);

        assertThat(reader.picture(file(indexed, "png")).rgb()).containsExactly((byte) 255, (byte) 0, (byte) 0);
    }

    @Test
    void dropsTransparency() {
        BufferedImage clear = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        clear.setRGB(0, 0, 0x000A0B0C);

        assertThat(reader.picture(file(clear, "png")).rgb()).containsExactly((byte) 10, (byte) 11, (byte) 12);
    }

    @Test
    void readsJpeg() {
        BufferedImage red = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        Arrays.stream(new int[] {0, 1, 2, 3, 4, 5, 6, 7}).forEach(y -> {
            for (int x = 0; x < 8; x++) {
                red.setRGB(x, y, 0xC81E1E);
            }
        });
        byte[] rgb = reader.picture(file(red, "jpeg")).rgb();

        assertThat(Byte.toUnsignedInt(rgb[0])).isBetween(190, 210);
        assertThat(Byte.toUnsignedInt(rgb[1])).isBetween(20, 40);
    }

    @Test
    void refusesAHugePictureBeforeDecodingIt() {
        byte[] file = Png.write(new RgbImage(1, 1, new byte[3]), Map.of());
        byte[] claims = claiming(file, 50_000, 50_000);

        assertThatThrownBy(() -> reader.picture(claims))
                .isInstanceOf(PictureException.class)
                .hasMessage("the picture is 50000 x 50000 pixels; at most 64 x 64 are allowed");
        assertThatThrownBy(() -> reader.mask(claims, MaskSource.WHITE)).isInstanceOf(PictureException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "GIF89a\1\0\1\0", "BM"})
    void refusesWhatIsNoPicture(String content) {
        byte[] file = content.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> reader.picture(file))
                .isInstanceOf(PictureException.class)
                .hasMessageContaining("neither PNG nor JPEG");
    }

    @Test
    void refusesDamagedFiles() {
        byte[] file = Png.write(new RgbImage(8, 8, new byte[3 * 64]), Map.of());
        for (int length = 8; length < file.length - 20; length += 7) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> reader.picture(cut)).isInstanceOf(PictureException.class);
        }
    }

    @Test
    void generatesTransparentPixels() {
        BufferedImage mask = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        mask.setRGB(0, 0, 0x00FFFFFF);
        mask.setRGB(1, 0, 0xFF000000);

        assertThat(reader.mask(file(mask, "png"), MaskSource.ALPHA).keep()).containsExactly(false, true);
    }

    @Test
    void generatesWhiteOrBlackPixels() {
        BufferedImage mask = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        mask.getRaster().setSample(0, 0, 0, 255);

        assertThat(reader.mask(file(mask, "png"), MaskSource.WHITE).keep()).containsExactly(false, true);
        assertThat(reader.mask(file(mask, "png"), MaskSource.BLACK).keep()).containsExactly(true, false);
    }

    @Test
    void refusesAnAlphaMaskWithoutAlpha() {
        byte[] file = Png.write(new RgbImage(1, 1, new byte[3]), Map.of());
        assertThatThrownBy(() -> reader.mask(file, MaskSource.ALPHA))
                .isInstanceOf(PictureException.class)
                .hasMessageContaining("alpha");
    }

    private static byte[] claiming(byte[] png, int width, int height) {
        byte[] file = png.clone();
        ByteBuffer header = ByteBuffer.wrap(file);
        header.putInt(16, width).putInt(20, height);
        CRC32 crc = new CRC32();
        crc.update(file, 12, 17); // the header chunk's type and content
        header.putInt(29, (int) crc.getValue());
        return file;
    }

    private static byte[] file(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
