package dev.sailplane.api.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureSourceTest {
    @Test
    void tellsItsThreeKindsApart() {
        assertThat(PictureSource.parse("data:image/png;base64,AAAA")).isEqualTo(new PictureSource.Inline("AAAA"));
        assertThat(PictureSource.parse("https://pictures.example/a.png")).isInstanceOf(PictureSource.Remote.class);
        assertThat(PictureSource.parse("uploads/me/a.png")).isEqualTo(new PictureSource.Stored("uploads/me/a.png"));
        assertThat(PictureSource.parse("jobs/01jmzx3v9q8t7w6y5k4h3g2f1e/output/0.png"))
                .isInstanceOf(PictureSource.Stored.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uploads/",
                "uploads/../jobs/x",
                "uploads/a/../../b",
                "uploads/.hidden",
                "uploads//a",
                "/uploads/a",
                "jobs/01jmzx3v9q8t7w6y5k4h3g2f1e/manifest.json",
                "jobs/01jmzx3v9q8t7w6y5k4h3g2f1e/input/image.png",
                "jobs/short/output/0.png",
                "data:text/plain;base64,AAAA",
                "data:image/png,AAAA",
                "https://exa mple/",
                "nonsense"
            })
    void rejectsWhatIsNoneOfThem(String text) {
        assertThatThrownBy(() -> PictureSource.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doesNotPrintAPicture() {
        assertThat(PictureSource.parse("data:image/png;base64,AAAA").toString()).doesNotContain("AAAA");
    }
}
