package dev.sailplane.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sailplane.diffusion.image.RgbImage;
import org.junit.jupiter.api.Test;

class SignalToNoiseTest {
    private static final RgbImage BLACK = new RgbImage(2, 1, new byte[6]);

    @Test
    void isZeroBetweenBlackAndWhite() {
        byte white = (byte) 255;
        RgbImage other = new RgbImage(2, 1, new byte[] {white, white, white, white, white, white});
        assertThat(SignalToNoise.psnr(other, BLACK)).isEqualTo(0);
    }

    @Test
    void fallsByTwentyDecibelsForTenTimesTheError() {
        RgbImage one = new RgbImage(2, 1, new byte[] {1, 1, 1, 1, 1, 1});
        RgbImage ten = new RgbImage(2, 1, new byte[] {10, 10, 10, 10, 10, 10});
        assertThat(SignalToNoise.psnr(one, BLACK)).isCloseTo(48.1308, within(1e-4));
        assertThat(SignalToNoise.psnr(one, BLACK) - SignalToNoise.psnr(ten, BLACK))
                .isCloseTo(20, within(1e-9));
    }

    @Test
    void staysANumberForEqualPictures() {
        assertThat(SignalToNoise.psnr(BLACK, BLACK)).isEqualTo(100);
    }

    @Test
    void refusesPicturesOfOtherSizes() {
        assertThatThrownBy(() -> SignalToNoise.psnr(BLACK, new RgbImage(1, 1, new byte[3])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 x 1 pixels are not compared with 1 x 1");
    }
}
