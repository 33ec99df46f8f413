package dev.sailplane.api.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.api.configuration.Configurations;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GifPicturesTest {
    private static final int SCREEN = 6;
    private static final int AFTER_SCREEN = 13;

    private final PictureDecoder decoder =
            new PictureDecoder(Configurations.usual().sources());

    @Test
    void aGifIsAPictureToo() {
        Picture picture = decoder.decode("image", gif(false));
        assertThat(picture.argb()).containsExactly(0xFF000000, 0xFFFFFFFF, 0xFF000000, 0xFFFFFFFF);
        assertThat(picture.alpha()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 6, 7, 8, 9, 17, 40})
    void anInterlacedGifIsTheSamePicture(int height) {
        BufferedImage image = new BufferedImage(3, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            image.setRGB(0, y, 0x010101 * (y + 1));
        }
        int[] expected = image.getRGB(0, 0, 3, height, null, 0, 3);
        assertThat(decoder.decode("image", SampleFiles.written(image, "gif", true))
                        .argb())
                .containsExactly(expected);
        assertThat(decoder.decode("image", SampleFiles.written(image, "gif", false))
                        .argb())
                .containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void anInterlacedGifOfFewRowsIsRefused(int height) {
        BufferedImage image = new BufferedImage(3, height, BufferedImage.TYPE_INT_RGB);
        assertRefused(SampleFiles.written(image, "gif", true), "interlaced GIF of fewer than 5 rows");
    }

    @Test
    void transparencyOfAGifMarksWhatIsEdited() {
        Picture picture = decoder.decode("image", gif(true));
        assertThat(picture.alpha()).isTrue();
        assertThat(picture.argb()[0] >>> 24).isEqualTo(255);
        assertThat(picture.argb()[1] >>> 24).isZero();
    }

    @Test
    void ofAnAnimationTheFirstFrameCounts() {
        byte[] first = gif(false);
        byte[] more = SampleFiles.joined(
                Arrays.copyOf(first, first.length - 1), SampleFiles.ascii("!\u00fe\3abc\0"), rest(first));
        assertThat(decoder.decode("image", more).argb())
                .containsExactly(decoder.decode("image", first).argb());
    }

    @Test
    void whereTheFirstFrameDoesNotReachItIsTransparent() {
        byte[] file = gif(false);
        file[SCREEN] = 4;
        file[SCREEN + 2] = 3;
        int image = imageAt(file);
        file[image + 1] = 1;
        file[image + 3] = 1;
        Picture picture = decoder.decode("image", file);
        assertThat(picture.width()).isEqualTo(4);
        assertThat(picture.alpha()).isTrue();
        assertThat(picture.argb())
                .containsExactly(0, 0, 0, 0, 0, 0xFF000000, 0xFFFFFFFF, 0, 0, 0xFF000000, 0xFFFFFFFF, 0);
    }

    @Test
    void screenAndFrameAreJudgedByTheHeader() {
        byte[] screen = gif(false);
        screen[SCREEN + 1] = (byte) 0xC3;
        assertRefused(screen, "is 49922x2");

        byte[] frame = gif(false);
        frame[imageAt(frame) + 6] = (byte) 0xC3;
        assertRefused(frame, "is 49922x2");

        byte[] placed = gif(false);
        placed[imageAt(placed) + 2] = (byte) 0xC3;
        assertRefused(placed, "is 49922x2");

        byte[] empty = gif(false);
        empty[imageAt(empty) + 5] = 0;
        assertRefused(empty, "at least 1 pixel");
    }

    @Test
    void aGifThatEndsTooSoonIsRefused() {
        assertRefused(Arrays.copyOf(gif(false), gif(false).length - 3), "broken");
        assertRefused(SampleFiles.ascii("GIF89a and so on, for a while"), "broken");
    }

    private void assertRefused(byte[] file, String reason) {
        assertThatThrownBy(() -> decoder.decode("mask", file))
                .isInstanceOf(PictureException.class)
                .hasMessageContaining(reason);
    }

    /** Two by two: black on the left; white, or nothing, on the right. */
    private static byte[] gif(boolean transparent) {
        int type = transparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        return SampleFiles.written(TestPictures.read(TestPictures.file(2, 2, type, "png")), "gif", false);
    }

    private static int imageAt(byte[] gif) {
        int at = AFTER_SCREEN + ((gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1));
        while (gif[at] == 0x21) {
            at += 2;
            while (gif[at] != 0) {
                at += 1 + (gif[at] & 255);
            }
            at++;
        }
        return at;
    }

    private static byte[] rest(byte[] gif) {
        byte[] second = Arrays.copyOfRange(gif, imageAt(gif), gif.length);
        second[1] = 77;
        return second;
    }
}
