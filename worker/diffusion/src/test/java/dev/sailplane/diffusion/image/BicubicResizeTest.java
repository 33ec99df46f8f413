package dev.sailplane.diffusion.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.Golden;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BicubicResizeTest {
    @ParameterizedTest
    @ValueSource(ints = {8, 16, 64})
    void resizesAsPillowDoes(int size) {
        try (Golden golden = Golden.open("image")) {
            RgbImage source = new RgbImage(37, 29, golden.bytes("pil.src"));
            RgbImage resized = BicubicResize.resize(source, size, size);
            assertThat(resized.rgb()).containsExactly(golden.bytes("pil.bicubic" + size));
        }
    }

    @Test
    void becomesTheTensorOfTheReference() {
        try (Golden golden = Golden.open("image")) {
            RgbImage source = new RgbImage(37, 29, golden.bytes("pil.src"));
            assertThat(EightBits.tensor(BicubicResize.resize(source, 16, 16)).values())
                    .containsExactly(golden.floats("pil.bicubic16.tensor"));
        }
    }

    @Test
    void resizesAPhotographAsPillowDoes() throws IOException {
        try (Golden golden = Golden.open("image")) {
            RgbImage grass = new PictureReader().picture(Files.readAllBytes(Golden.path("grass.png")));
            assertThat(BicubicResize.resize(grass, 64, 64).rgb()).containsExactly(golden.bytes("grass64"));
        }
    }

    @Test
    void leavesAPictureOfTheRightSizeAlone() {
        RgbImage picture = new RgbImage(2, 1, new byte[] {1, 2, 3, 4, 5, 6});
        assertThat(BicubicResize.resize(picture, 2, 1)).isSameAs(picture);
    }
}
