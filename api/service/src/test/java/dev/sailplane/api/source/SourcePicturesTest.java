package dev.sailplane.api.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.outbound.FakeOutboundClient;
import dev.sailplane.api.storage.MemoryObjectStore;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourcePicturesTest {
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final FakeOutboundClient outbound = new FakeOutboundClient();
    private final SourcePictures sources =
            sources(Configurations.with(Map.of("sailplane.api.sources.maximum-size", "64K")));

    @Test
    void anImageMayCarryItsMask() {
        CanonicalEdit edit = canonical(TestPictures.transparent(4, 1), Optional.empty(), Optional.empty());

        assertThat(keep(edit)).containsExactly(255, 255, 0, 0);
        BufferedImage image = TestPictures.read(edit.image());
        assertThat(image.getColorModel().hasAlpha()).isFalse();
        assertThat(image.getRGB(0, 0)).isEqualTo(0xFF336699);
        // What lies under the transparent part is kept: it is drawn anew anyway, and no colour is invented.
        assertThat(image.getRGB(3, 0)).isEqualTo(0xFF336699);
    }

    @Test
    void aMaskWithAlphaIsReadByItsAlpha() {
        CanonicalEdit edit =
                canonical(TestPictures.opaque(4, 1), Optional.of(TestPictures.transparent(4, 1)), Optional.empty());
        assertThat(keep(edit)).containsExactly(255, 255, 0, 0);
    }

    @Test
    void aMaskWithoutAlphaIsEditedWhereItIsWhite() {
        CanonicalEdit edit =
                canonical(TestPictures.opaque(4, 1), Optional.of(TestPictures.opaque(4, 1)), Optional.empty());
        assertThat(keep(edit)).containsExactly(255, 255, 0, 0);
    }

    @Test
    void aMaskIsEditedWhereItIsBlackIfAskedSo() {
        CanonicalEdit edit = canonical(
                TestPictures.opaque(4, 1), Optional.of(TestPictures.opaque(4, 1)), Optional.of(MaskRule.BLACK));
        assertThat(keep(edit)).containsExactly(0, 0, 255, 255);
    }

    @Test
    void greySamplesAreTakenAsTheyStand() {
        CanonicalEdit edit = canonical(
                TestPictures.greyRow(0, 100, 127, 128),
                Optional.of(TestPictures.greyRow(127, 128, 0, 255)),
                Optional.empty());
        assertThat(keep(edit)).containsExactly(255, 0, 255, 0);
        assertThat(TestPictures.read(edit.image()).getRGB(0, 0, 4, 1, null, 0, 4))
                .containsExactly(0xFF000000, 0xFF646464, 0xFF7F7F7F, 0xFF808080);
    }

    @Test
    void aJpegIsAPictureToo() {
        byte[] jpeg = TestPictures.file(16, 8, BufferedImage.TYPE_INT_RGB, "jpg");
        assertThat(TestPictures.read(canonical(jpeg, Optional.of(TestPictures.opaque(16, 8)), Optional.empty())
                                .image())
                        .getWidth())
                .isEqualTo(16);
    }

    @Test
    void picturesComeFromTheBucketAndFromAddresses() {
        store.objects().put("uploads/a.png", TestPictures.opaque(4, 1));
        URI address = URI.create("https://pictures.example/mask.png");
        outbound.file(address, TestPictures.transparent(4, 1));

        CanonicalEdit edit = sources.canonical(new EditSources(
                new PictureSource.Stored("uploads/a.png"),
                Optional.of(new PictureSource.Remote(address)),
                Optional.empty()));
        assertThat(keep(edit)).containsExactly(255, 255, 0, 0);
    }

    @Test
    void rejectsMaskOfAnotherSize() {
        assertRefused(
                "mask",
                "must have the size of the image, 4x1, is 4x2",
                TestPictures.opaque(4, 1),
                TestPictures.opaque(4, 2));
    }

    @Test
    void rejectsImageWithoutAnyMask() {
        assertThatThrownBy(() -> canonical(TestPictures.opaque(4, 1), Optional.empty(), Optional.empty()))
                .isInstanceOfSatisfying(
                        PictureException.class,
                        wrong -> assertThat(wrong.field()).isEqualTo("mask"))
                .hasMessageContaining("required");
    }

    @Test
    void rejectsAlphaRuleForMaskWithoutAlpha() {
        assertThatThrownBy(() -> canonical(
                        TestPictures.opaque(4, 1), Optional.of(TestPictures.opaque(4, 1)), Optional.of(MaskRule.ALPHA)))
                .hasMessageContaining("alpha channel");
    }

    @Test
    void rejectsMaskThatEditsNothing() {
        assertRefused("mask", "at least one pixel", TestPictures.opaque(2, 1), TestPictures.greyRow(0, 0));
    }

    @Test
    void judgesThePixelsByTheHeaderBeforeDecoding() {
        assertRefused("image", "is 50000x50000", TestPictures.claiming(50_000, 50_000), TestPictures.opaque(1, 1));
        assertRefused("mask", "is 4097x1", TestPictures.opaque(1, 1), TestPictures.claiming(4097, 1));
    }

    @Test
    void rejectsOtherFormatsThatTheCodecsKnow() {
        assertRefused(
                "image",
                "must be a GIF, PNG or JPEG file",
                TestPictures.file(4, 4, BufferedImage.TYPE_INT_RGB, "bmp"),
                TestPictures.opaque(4, 4));
    }

    @Test
    void rejectsFilesThatEndTooSoon() {
        byte[] whole = TestPictures.file(64, 64, BufferedImage.TYPE_INT_RGB, "png");
        assertRefused("image", "broken", Arrays.copyOf(whole, 60), TestPictures.opaque(64, 64));
        assertRefused("image", "GIF, PNG or JPEG", new byte[0], TestPictures.opaque(64, 64));
    }

    @Test
    void rejectsFilesBeyondTheLimitFromAnySource() {
        byte[] large = new byte[(64 << 10) + 1];
        store.objects().put("uploads/large", large);
        assertRefused("image", "at most 65536 bytes", large, TestPictures.opaque(1, 1));
        assertThatThrownBy(() -> sources.canonical(
                        new EditSources(new PictureSource.Stored("uploads/large"), Optional.empty(), Optional.empty())))
                .hasMessageContaining("at most 65536 bytes");
    }

    @Test
    void rejectsObjectsThatAreNotThere() {
        assertThatThrownBy(() -> sources.canonical(
                        new EditSources(new PictureSource.Stored("uploads/none"), Optional.empty(), Optional.empty())))
                .hasMessageContaining("not in the bucket");
    }

    private void assertRefused(String field, String reason, byte[] image, byte[] mask) {
        assertThatThrownBy(() -> canonical(image, Optional.of(mask), Optional.empty()))
                .isInstanceOfSatisfying(
                        PictureException.class,
                        wrong -> assertThat(wrong.field()).isEqualTo(field))
                .hasMessageContaining(reason);
    }

    private CanonicalEdit canonical(byte[] image, Optional<byte[]> mask, Optional<MaskRule> rule) {
        return sources.canonical(new EditSources(
                PictureSource.parse(TestPictures.dataUrl(image)),
                mask.map(TestPictures::dataUrl).map(PictureSource::parse),
                rule));
    }

    private static int[] keep(CanonicalEdit edit) {
        BufferedImage mask = TestPictures.read(edit.mask());
        assertThat(mask.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
        return mask.getRaster().getPixels(0, 0, mask.getWidth(), mask.getHeight(), (int[]) null);
    }

    private SourcePictures sources(ApiConfiguration configuration) {
        return new SourcePictures(new PictureLoader(store, outbound, configuration), configuration);
    }
}
