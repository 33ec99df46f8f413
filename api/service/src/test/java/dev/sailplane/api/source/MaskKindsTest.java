package dev.sailplane.api.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.outbound.FakeOutboundClient;
import dev.sailplane.api.storage.MemoryObjectStore;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MaskKindsTest {
    private static final byte[] PALETTE = TestPictures.chunk("PLTE", new byte[] {0, 0, 0, -1, -1, -1});

    private final ApiConfiguration usual = Configurations.usual();
    private final SourcePictures sources =
            new SourcePictures(new PictureLoader(new MemoryObjectStore(), new FakeOutboundClient(), usual), usual);

    @Test
    void partlyTransparentMeansKeep() {
        byte[] rows = {0, 9, 9, 9, 0, 9, 9, 9, 1, 9, 9, 9, (byte) 254, 9, 9, 9, (byte) 255};
        assertThat(keep(SampleFiles.png(4, 1, 8, 6, rows))).containsExactly(0, 255, 255, 255);
    }

    @Test
    void aMaskOfOneBitIsEditedWhereItIsWhite() {
        assertThat(keep(SampleFiles.png(4, 1, 1, 0, new byte[] {0, (byte) 0xA0})))
                .containsExactly(0, 255, 0, 255);
    }

    @Test
    void aMaskOfOneBitMayHaveATransparentValue() {
        byte[] black = TestPictures.chunk("tRNS", new byte[2]);
        assertThat(keep(SampleFiles.png(4, 1, 1, 0, new byte[] {0, (byte) 0xA0}, black)))
                .containsExactly(255, 0, 255, 0);
    }

    @Test
    void aPaletteIsReadByItsColours() {
        assertThat(keep(SampleFiles.png(4, 1, 8, 3, new byte[] {0, 1, 0, 0, 1}, PALETTE)))
                .containsExactly(0, 255, 255, 0);
    }

    @Test
    void aPaletteWithTransparencyIsReadByIt() {
        byte[] blackIsNothing = TestPictures.chunk("tRNS", new byte[] {0});
        assertThat(keep(SampleFiles.png(4, 1, 8, 3, new byte[] {0, 1, 0, 0, 1}, PALETTE, blackIsNothing)))
                .containsExactly(255, 0, 0, 255);
    }

    @Test
    void aMaskOfSixteenBitsIsCutAtTheHalf() {
        byte[] rows = {0, 0x7F, -1, (byte) 0x80, 0, 0, -1, -1, -1};
        assertThat(keep(SampleFiles.png(4, 1, 16, 0, rows))).containsExactly(255, 0, 255, 0);
    }

    @Test
    void aJpegWillDoAsAMask() {
        byte[] jpeg = SampleFiles.written(TestPictures.read(TestPictures.opaque(16, 8)), "jpeg", false);
        assertThat(keep(jpeg, 16, 8)).startsWith(255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void everythingMayBeEditedAndNothingMayNot() {
        assertThat(keep(TestPictures.greyRow(255, 255, 255, 255))).containsOnly(0);
        assertThatThrownBy(() -> keep(TestPictures.greyRow(0, 0, 0, 0)))
                .isInstanceOfSatisfying(
                        PictureException.class,
                        wrong -> assertThat(wrong.field()).isEqualTo("mask"))
                .hasMessageContaining("at least one pixel");
    }

    @Test
    void theMaskHasTheSizeOfTheImageAsItIsShown() {
        byte[] turned = SampleFiles.png(4, new int[4], TestPictures.chunk("eXIf", SampleFiles.exif(6)));
        byte[] upright = SampleFiles.png(1, new int[] {-1, 0, 0, 0});

        assertThat(samples(canonical(turned, upright).mask())).containsExactly(0, 255, 255, 255);
        assertThatThrownBy(() -> canonical(turned, TestPictures.opaque(4, 1)))
                .hasMessageContaining("must have the size of the image, 1x4, is 4x1");
    }

    private int[] keep(byte[] mask) {
        return keep(mask, 4, 1);
    }

    private int[] keep(byte[] mask, int width, int height) {
        return samples(canonical(TestPictures.opaque(width, height), mask).mask());
    }

    private CanonicalEdit canonical(byte[] image, byte[] mask) {
        return sources.canonical(new EditSources(
                PictureSource.parse(TestPictures.dataUrl(image)),
                Optional.of(PictureSource.parse(TestPictures.dataUrl(mask))),
                Optional.empty()));
    }

    private static int[] samples(byte[] mask) {
        BufferedImage image = TestPictures.read(mask);
        return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    }
}
