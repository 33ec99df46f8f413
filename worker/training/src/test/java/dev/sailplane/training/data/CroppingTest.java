package dev.sailplane.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.diffusion.image.RgbImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CroppingTest {
    /** Red tells the column, green the row. */
    private static RgbImage grid(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            rgb[3 * i] = (byte) (i % width);
            rgb[3 * i + 1] = (byte) (i / width);
        }
        return new RgbImage(width, height, rgb);
    }

    private static List<Integer> channel(RgbImage picture, int channel) {
        return IntStream.range(0, picture.width() * picture.height())
                .mapToObj(i -> Byte.toUnsignedInt(picture.rgb()[3 * i + channel]))
                .toList();
    }

    @Test
    void theMiddleIsAveraged() {
        RgbImage square = Cropping.CENTRE.square(grid(12, 4), 2, 0);
        assertThat(channel(square, 0)).containsExactly(5, 7, 5, 7); // 4 and 5, 6 and 7; halves rounded up
        assertThat(channel(square, 1)).containsExactly(1, 1, 3, 3);
    }

    @Test
    void partlyCoveredPixelsCountInPart() {
        byte[] rgb = new byte[3 * 3 * 3];
        Arrays.fill(rgb, 3, 6, (byte) 90); // the second pixel of the first row
        RgbImage small = AreaAverage.of(new RgbImage(3, 3, rgb), 0, 0, 3, 2);
        assertThat(channel(small, 0)).containsExactly(20, 20, 0, 0); // half of it, over 2.25 pixels
    }

    @Test
    void theSameSizeIsTheSamePicture() {
        RgbImage picture = grid(5, 5);
        assertThat(AreaAverage.of(picture, 0, 0, 5, 5).rgb()).isEqualTo(picture.rgb());
    }

    @Test
    void meansSurviveAnyRatio() {
        byte[] rgb = new byte[3 * 37 * 37];
        Arrays.fill(rgb, (byte) 201);
        assertThat(AreaAverage.of(new RgbImage(37, 37, rgb), 0, 0, 37, 16).rgb())
                .containsOnly((byte) 201);
    }

    @Test
    void randomCropsAreAFunctionOfTheKey() {
        Cropping cropping = new Cropping(true, true);
        RgbImage picture = grid(40, 30);
        List<RgbImage> crops = LongStream.range(0, 50)
                .mapToObj(key -> cropping.square(picture, 8, key))
                .toList();
        assertThat(crops).allMatch(crop -> crop.width() == 8 && crop.height() == 8);
        assertThat(crops.stream().map(crop -> channel(crop, 0)).distinct().count())
                .isGreaterThan(25);
        long mirrored = crops.stream()
                .filter(crop -> channel(crop, 0).get(0) > channel(crop, 0).get(7))
                .count();
        assertThat(mirrored).isBetween(10L, 40L);
        assertThat(cropping.square(picture, 8, 7).rgb()).isEqualTo(crops.get(7).rgb());
    }

    @Test
    void everyPlaceComesOnceAnEpoch() {
        for (long count : new long[] {1, 2, 3, 5, 64, 1000}) {
            Permutation order = new Permutation(3, count);
            for (long epoch = 0; epoch < 3; epoch++) {
                assertThat(LongStream.range(epoch * count, (epoch + 1) * count).map(order::place))
                        .hasSize((int) count)
                        .doesNotHaveDuplicates()
                        .allMatch(place -> place >= 0 && place < count);
            }
        }
    }
}
