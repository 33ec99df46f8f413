package dev.sailplane.api.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.api.configuration.Configurations;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostilePicturesTest {
    /** Times what a plain picture of the same size takes, so that a slow machine does not count. */
    private static final int MOST = 10;

    private static final int[] GREY = {0x646464};

    private final PictureDecoder decoder =
            new PictureDecoder(Configurations.usual().sources());

    @ParameterizedTest
    @ValueSource(strings = {"zTXt", "iTXt", "iCCP"})
    void whatInflatesWithoutBoundIsNeverInflated(String type) {
        byte[] bomb = SampleFiles.deflated(new byte[64 << 20]);
        byte[] chunk = TestPictures.chunk(type, SampleFiles.joined(SampleFiles.ascii("name\0\0"), bomb));
        byte[] palette = TestPictures.chunk("PLTE", new byte[] {100, 100, 100});
        byte[] file = SampleFiles.png(1, 1, 8, 3, new byte[2], chunk, palette, chunk);

        Cost cost =
                Cost.of(() -> assertThat(decoder.decode("image", file).argb()).containsExactly(0xFF646464));
        assertThat(cost.bytes()).isLessThan(8 << 20);
    }

    @Test
    void samplesBeyondThePictureAreNotInflated() {
        byte[] file = SampleFiles.png(1, 1, 8, 0, new byte[64 << 20]);
        assertThat(Cost.of(() -> decoder.decode("image", file)).bytes()).isLessThan(8 << 20);
    }

    @Test
    void aSizeIsJudgedBeforeASampleIsDecoded() {
        byte[] jpeg = jpeg(8, false);
        ByteBuffer.wrap(jpeg).putShort(frameAt(jpeg) + 5, (short) 50_000).putShort(frameAt(jpeg) + 7, (short) 50_000);
        assertRefused(jpeg, "is 50000x50000");
        assertRefused(TestPictures.claiming(50_000, 50_000), "is 50000x50000");
        assertRefused(TestPictures.claiming(Integer.MAX_VALUE, Integer.MAX_VALUE), "pixels a side");
        assertRefused(TestPictures.claiming(-1, 5), "at least 1 pixel");
        assertRefused(TestPictures.claiming(0, 5), "at least 1 pixel");
        assertThat(Cost.of(() -> assertRefused(jpeg, "50000")).bytes()).isLessThan(1 << 20);
    }

    @Test
    void scansWithoutEndAreCountedBeforeTheyAreDecoded() {
        byte[] jpeg = jpeg(1024, true);
        byte[] many = withScans(jpeg, 1000);
        assertRefused(many, "fewer scans");
        assertThat(Cost.of(() -> assertRefused(many, "fewer scans")).seconds()).isLessThan(1);
    }

    @Test
    void theDearestJpegThatIsTakenIsDecodedInTime() {
        byte[] jpeg = withScans(jpeg(4096, true), 10);
        assertThat(seconds(jpeg)).isLessThan(MOST * plainSeconds());
    }

    @Test
    void theDearestPngThatIsTakenIsDecodedInTime() {
        byte[] png = SampleFiles.png(4096, 4096, 16, 6, new byte[4096 * (4096 * 8 + 1)]);
        assertThat(seconds(png)).isLessThan(MOST * plainSeconds());
    }

    /** Seconds that a plain picture of the largest size takes on this machine. */
    private double plainSeconds() {
        return seconds(jpeg(4096, false));
    }

    // The least of some: whatever disturbs adds, and the first time is the compiler's as much as the decoder's.
    private double seconds(byte[] file) {
        return IntStream.range(0, 4)
                .mapToDouble(_ -> Cost.of(() -> decoder.decode("image", file)).seconds())
                .min()
                .orElseThrow();
    }

    @Test
    void anUnusualJpegIsRefusedByName() {
        byte[] lossless = jpeg(8, false);
        lossless[frameAt(lossless) + 1] = (byte) 0xC3;
        assertRefused(lossless, "baseline or progressive");
        byte[] deep = jpeg(8, false);
        deep[frameAt(deep) + 4] = 12;
        assertRefused(deep, "8 bits a sample");
        byte[] two = jpeg(8, false);
        two[frameAt(two) + 9] = 2;
        assertRefused(two, "1, 3 or 4 components");
    }

    @Test
    void webpIsRefusedByName() {
        assertRefused(SampleFiles.ascii("RIFF$\0\0\0WEBPVP8 and so on"), "WebP is not taken");
    }

    @Test
    void whatEndsTooSoonIsRefused() {
        byte[] jpeg = jpeg(64, false);
        assertRefused(Arrays.copyOf(jpeg, jpeg.length - 2), "broken");
        assertRefused(Arrays.copyOf(jpeg, jpeg.length / 2), "broken");
        byte[] png = SampleFiles.png(1, GREY);
        assertRefused(Arrays.copyOf(png, png.length - 12), "broken");
    }

    @Test
    void aWrongChecksumIsRefused() {
        byte[] png = SampleFiles.png(1, GREY);
        png[png.length - 20] ^= 1;
        assertRefused(png, "broken");
    }

    @Test
    void exifDataThatPointNowhereLeaveThePictureAsItIs() {
        byte[] exif = SampleFiles.exif(6);
        ByteBuffer.wrap(exif).putInt(4, Integer.MAX_VALUE);
        byte[] file = SampleFiles.png(1, new int[] {1, 2}, TestPictures.chunk("eXIf", exif));
        assertThat(decoder.decode("image", file).width()).isEqualTo(1);
    }

    private void assertRefused(byte[] file, String reason) {
        assertThatThrownBy(() -> decoder.decode("image", file))
                .isInstanceOf(PictureException.class)
                .hasMessageContaining(reason);
    }

    private static byte[] jpeg(int side, boolean progressive) {
        BufferedImage image = TestPictures.read(TestPictures.opaque(side, side));
        return SampleFiles.written(image, "jpeg", progressive);
    }

    private static int frameAt(byte[] jpeg) {
        for (int at = 2; at < jpeg.length; at++) {
            if (jpeg[at] == (byte) 0xFF && (jpeg[at + 1] == (byte) 0xC0 || jpeg[at + 1] == (byte) 0xC2)) {
                return at;
            }
        }
        throw new IllegalArgumentException("no frame");
    }

    /** Its last scan as often as is missing from this many. */
    private static byte[] withScans(byte[] jpeg, int wanted) {
        int last = 0;
        int scans = 0;
        for (int at = 2; at < jpeg.length - 1; at++) {
            if (jpeg[at] == (byte) 0xFF && jpeg[at + 1] == (byte) 0xDA) {
                last = at;
                scans++;
            }
        }
        byte[] scan = Arrays.copyOfRange(jpeg, last, jpeg.length - 2);
        byte[][] more = new byte[wanted - scans][];
        Arrays.fill(more, scan);
        return SampleFiles.spliced(jpeg, jpeg.length - 2, SampleFiles.joined(more));
    }
}
