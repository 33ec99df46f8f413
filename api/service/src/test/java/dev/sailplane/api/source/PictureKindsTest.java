package dev.sailplane.api.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sailplane.api.configuration.Configurations;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureKindsTest {
    private static final int[] SIX = {0x010203, 0x111213, 0x212223, 0x313233, 0x414243, 0x515253};

    private final PictureDecoder decoder =
            new PictureDecoder(Configurations.usual().sources());

    static Stream<Arguments> pixels() {
        byte[] palette = TestPictures.chunk("PLTE", new byte[] {1, 2, 3, 9, 8, 7});
        return Stream.of(
                png("1-bit grey", 1, 0, 0xFFFFFFFF, false, new byte[] {0, (byte) 0x80}),
                png("2-bit grey", 2, 0, 0xFFAAAAAA, false, new byte[] {0, (byte) 0x80}),
                png("4-bit grey", 4, 0, 0xFF444444, false, new byte[] {0, 0x40}),
                png("8-bit grey", 8, 0, 0xFF646464, false, new byte[] {0, 100}),
                png("16-bit grey", 16, 0, 0xFF646464, false, new byte[] {0, 100, 99}),
                png("RGB", 8, 2, 0xFF010203, false, new byte[] {0, 1, 2, 3}),
                png("16-bit RGB", 16, 2, 0xFF010203, false, new byte[] {0, 1, 9, 2, 9, 3, 9}),
                png("palette", 8, 3, 0xFF090807, false, new byte[] {0, 1}, palette),
                png("grey and alpha", 8, 4, 0x32646464, true, new byte[] {0, 100, 50}),
                png("16-bit grey and alpha", 16, 4, 0x32646464, true, new byte[] {0, 100, 0, 50, 0}),
                png("RGBA", 8, 6, 0x04010203, true, new byte[] {0, 1, 2, 3, 4}),
                png("16-bit RGBA", 16, 6, 0x04010203, true, new byte[] {0, 1, 0, 2, 0, 3, 0, 4, 0}),
                png("palette with tRNS", 8, 3, 0x00090807, true, new byte[] {0, 1}, palette, transparent(255, 0)),
                png("grey with tRNS", 8, 0, 0x00646464, true, new byte[] {0, 100}, transparent(0, 100)),
                png("grey with another tRNS", 8, 0, 0xFF646464, true, new byte[] {0, 100}, transparent(0, 99)),
                png("1-bit grey with tRNS", 1, 0, 0x00FFFFFF, true, new byte[] {0, (byte) 0x80}, transparent(0, 1)),
                png("16-bit grey with tRNS", 16, 0, 0x00646464, true, new byte[] {0, 100, 7}, transparent(100, 7)),
                png("RGB with tRNS", 8, 2, 0x00010203, true, new byte[] {0, 1, 2, 3}, transparent(0, 1, 0, 2, 0, 3)),
                png(
                        "16-bit RGB with tRNS",
                        16,
                        2,
                        0x00010203,
                        true,
                        new byte[] {0, 1, 9, 2, 9, 3, 9},
                        transparent(1, 9, 2, 9, 3, 9)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pixels")
    void aPngOfEveryKindGivesItsPixel(String kind, byte[] file, int argb, boolean alpha) {
        Picture picture = decoder.decode("image", file);
        assertThat(picture.argb()).as(kind).containsExactly(argb);
        assertThat(picture.alpha()).isEqualTo(alpha);
    }

    @Test
    void anInterlacedPngIsTheSamePicture() {
        BufferedImage image = new BufferedImage(13, 11, BufferedImage.TYPE_INT_ARGB);
        for (int pixel = 0; pixel < 13 * 11; pixel++) {
            image.setRGB(pixel % 13, pixel / 13, pixel * 0x01030507 | 0x01000000);
        }
        assertThat(decoder.decode("image", SampleFiles.written(image, "png", true))
                        .argb())
                .containsExactly(image.getRGB(0, 0, 13, 11, null, 0, 13));
    }

    @ParameterizedTest
    @MethodSource("orientations")
    void aPictureIsTurnedAsItsOrientationSays(int orientation, int width, int first, int last) {
        byte[] exif = TestPictures.chunk("eXIf", SampleFiles.exif(orientation));
        Picture picture = decoder.decode("image", SampleFiles.png(3, SIX, exif));
        assertThat(picture.width()).isEqualTo(width);
        assertThat(picture.argb()[0]).isEqualTo(0xFF000000 | SIX[first]);
        assertThat(picture.argb()[1]).isEqualTo(0xFF000000 | SIX[second(orientation)]);
        assertThat(picture.argb()[5]).isEqualTo(0xFF000000 | SIX[last]);
    }

    /** Numbers of pixels in a file of three columns and two rows: those shown first and last. */
    static List<Arguments> orientations() {
        return List.of(
                Arguments.of(1, 3, 0, 5),
                Arguments.of(2, 3, 2, 3),
                Arguments.of(3, 3, 5, 0),
                Arguments.of(4, 3, 3, 2),
                Arguments.of(5, 2, 0, 5),
                Arguments.of(6, 2, 3, 2),
                Arguments.of(7, 2, 5, 0),
                Arguments.of(8, 2, 2, 3),
                Arguments.of(9, 3, 0, 5),
                Arguments.of(0, 3, 0, 5));
    }

    private static int second(int orientation) {
        return List.of(1, 1, 1, 4, 4, 3, 0, 2, 5, 1).get(orientation);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aJpegIsTurnedToo(int orientation) {
        byte[] exif = SampleFiles.joined(SampleFiles.ascii("Exif\0\0"), SampleFiles.exif(orientation));
        Picture picture = decoder.decode("image", SampleFiles.withSegment(jpeg(false), 0xE1, exif));
        assertThat(picture.width()).isEqualTo(orientation < 5 ? 16 : 8);
        assertThat(picture.height()).isEqualTo(orientation < 5 ? 8 : 16);
    }

    @Test
    void aProgressiveJpegIsTheSamePicture() {
        assertThat(decoder.decode("image", jpeg(true)).argb())
                .containsExactly(decoder.decode("image", jpeg(false)).argb());
    }

    @Test
    void aGreyJpegKeepsItsSamples() {
        BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster()
                .setPixels(
                        0,
                        0,
                        8,
                        8,
                        java.util.Collections.nCopies(64, 100).stream()
                                .mapToInt(sample -> sample)
                                .toArray());
        assertThat(decoder.decode("image", SampleFiles.written(grey, "jpeg", false))
                        .argb()[0])
                .isEqualTo(0xFF646464);
    }

    @Test
    void fourInksBecomeColours() {
        assertColour(SampleFiles.fourInks(8, 8, false, 255, 255, 255, 255), 255, 255, 255, 2);
        assertColour(SampleFiles.fourInks(8, 8, false, 255, 255, 255, 0), 0, 0, 0, 60);
        assertColour(SampleFiles.fourInks(8, 8, false, 0, 255, 255, 255), 0, 190, 240, 70);
        // The luminance is that of the inks as they are stored, once more inverted (ITU-T T.872).
        assertColour(SampleFiles.fourInks(8, 8, true, 0, 128, 128, 255), 255, 255, 255, 2);
    }

    @Test
    void aColourProfileOfAJpegIsApplied() {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] segment = SampleFiles.joined(SampleFiles.ascii("ICC_PROFILE\0\u0001\u0001"), linear);
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 64; pixel++) {
            image.setRGB(pixel % 8, pixel / 8, 0x808080);
        }
        // Half the light is 188 in sRGB.
        assertColour(
                SampleFiles.withSegment(SampleFiles.written(image, "jpeg", false), 0xE2, segment), 188, 188, 188, 3);
    }

    @Test
    void aBrokenColourProfileIsLeftOut() {
        byte[] segment = SampleFiles.joined(SampleFiles.ascii("ICC_PROFILE\0\u0001\u0001"), new byte[200]);
        Picture picture = decoder.decode("image", SampleFiles.withSegment(jpeg(false), 0xE2, segment));
        assertThat(picture.argb())
                .containsExactly(decoder.decode("image", jpeg(false)).argb());
    }

    @Test
    void ofAnAnimatedPngTheDefaultPictureCounts() {
        byte[] animation = TestPictures.chunk("acTL", new byte[] {0, 0, 0, 2, 0, 0, 0, 0});
        byte[] frame = TestPictures.chunk("fdAT", SampleFiles.deflated(new byte[500]));
        assertThat(decoder.decode("image", SampleFiles.png(3, SIX, animation, frame))
                        .argb()[5])
                .isEqualTo(0xFF515253);
    }

    private void assertColour(byte[] file, int red, int green, int blue, int tolerance) {
        int argb = decoder.decode("image", file).argb()[9];
        assertThat(argb >> 16 & 255).isCloseTo(red, within(tolerance));
        assertThat(argb >> 8 & 255).isCloseTo(green, within(tolerance));
        assertThat(argb & 255).isCloseTo(blue, within(tolerance));
    }

    private static byte[] jpeg(boolean progressive) {
        BufferedImage image = TestPictures.read(TestPictures.opaque(16, 8));
        return SampleFiles.written(image, "jpeg", progressive);
    }

    private static Arguments png(
            String kind, int depth, int colours, int argb, boolean alpha, byte[] row, byte[]... chunks) {
        return Arguments.of(kind, SampleFiles.png(1, 1, depth, colours, row, chunks), argb, alpha);
    }

    private static byte[] transparent(int... bytes) {
        byte[] data = new byte[bytes.length];
        for (int index = 0; index < bytes.length; index++) {
            data[index] = (byte) bytes[index];
        }
        return TestPictures.chunk("tRNS", data);
    }
}
