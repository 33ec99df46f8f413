package dev.sailplane.diffusion.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sailplane.diffusion.Golden;
import dev.sailplane.diffusion.network.PixelTensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EightBitsTest {
    @Test
    void roundsAndClampsAsTheReference() {
        try (Golden golden = Golden.open("image")) {
            float[] samples = golden.floats("to_png.in"); // [3, 3, 4, 5]: three pictures
            byte[] grid = golden.bytes("to_png.grid_hwc"); // [4, 15, 3]: side by side
            for (int i = 0; i < 3; i++) {
                PixelTensor sample = new PixelTensor(3, 4, 5, Arrays.copyOfRange(samples, 60 * i, 60 * (i + 1)));
                byte[] rgb = EightBits.picture(sample).rgb();
                for (int row = 0; row < 4; row++) {
                    int from = 45 * row + 15 * i;
                    assertThat(Arrays.copyOfRange(rgb, 15 * row, 15 * (row + 1)))
                            .containsExactly(Arrays.copyOfRange(grid, from, from + 15));
                }
            }
        }
    }

    @Test
    void roundsWhatTheUpsamplerSees() {
        try (Golden golden = Golden.open("image")) {
            PixelTensor sample = new PixelTensor(3, 6, 6, golden.floats("lowres_quant.in"));
            assertThat(EightBits.quantised(sample).values())
                    .containsExactly(golden.floats("lowres_quant.out"), within(1e-7f));
        }
    }

    @Test
    void survivesTheWayThereAndBack() {
        byte[] rgb = new byte[3 * 256];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / 3);
        }
        assertThat(EightBits.picture(EightBits.tensor(new RgbImage(16, 16, rgb)))
                        .rgb())
                .containsExactly(rgb);
    }
}
