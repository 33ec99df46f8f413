package dev.sailplane.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.diffusion.image.Mask;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.network.KnownPixels;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EditTest {
    private static final byte KEPT_LEVEL = (byte) 200;

    private final FakeNetwork plainBase = FakeNetwork.base(false);
    private final FakeNetwork plainUpsampler = FakeNetwork.upsampler(false);
    private final NetworkPair plain = GlidePipelineTest.pair(plainBase, plainUpsampler);

    @Test
    void keepsTheKeptPixelsWithPlainNetworks() {
        GeneratedImage image = generate(new GlidePipeline("test/plain", plain, Optional.empty(), FakeNetwork.LANES));

        assertKept(image.pixels());
        assertThat(plainBase.conditioning(0, 0).knownPixels()).isEmpty();
        assertThat(image.parameters())
                .containsEntry("edit", "kept pixels put back at each step; the networks do not see them");
    }

    @Test
    void showsTheKeptPixelsToInpaintingNetworks() {
        FakeNetwork base = FakeNetwork.base(true);
        FakeNetwork upsampler = FakeNetwork.upsampler(true);
        NetworkPair inpainting = GlidePipelineTest.pair(base, upsampler);
        GeneratedImage image =
                generate(new GlidePipeline("test/inpaint", plain, Optional.of(inpainting), FakeNetwork.LANES));

        assertKept(image.pixels());
        assertThat(plainBase.batches).isEmpty();
        KnownPixels small = base.conditioning(0, 1).knownPixels().orElseThrow();
        assertThat(small.mask().values()).containsExactly(1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0);
        assertThat(small.image().values()[0]).isEqualTo(200 / 127.5f - 1);
        KnownPixels large = upsampler.conditioning(0, 0).knownPixels().orElseThrow();
        assertThat(large.mask().width()).isEqualTo(16);
        assertThat(image.parameters()).containsEntry("edit", "inpainting networks");
    }

    @Test
    void enlargesWithThePlainUpsamplerWhereThereIsNoOther() {
        NetworkPair baseOnly = new NetworkPair(GlidePipelineTest.stage(FakeNetwork.base(true)), Optional.empty());
        GlidePipeline pipeline = new GlidePipeline("test/half", plain, Optional.of(baseOnly), FakeNetwork.LANES);

        assertKept(generate(pipeline).pixels());
        assertThat(plainUpsampler.batches).isNotEmpty();
    }

    @Test
    void rejectsAMaskOfAnotherSize() {
        RgbImage picture = new RgbImage(8, 8, new byte[3 * 64]);
        Mask mask = new Mask(4, 8, new boolean[32]);
        assertThatThrownBy(() -> new Edit(picture, mask))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mask is 4 x 8 pixels; it must be of the picture's size, 8 x 8");
    }

    /** Keeps the left half of an even picture. */
    private static GeneratedImage generate(GlidePipeline pipeline) {
        byte[] rgb = new byte[3 * 64];
        Arrays.fill(rgb, KEPT_LEVEL);
        boolean[] keep = new boolean[64];
        for (int i = 0; i < keep.length; i++) {
            keep[i] = i % 8 < 4;
        }
        Edit edit = new Edit(new RgbImage(8, 8, rgb), new Mask(8, 8, keep));
        GenerationRequest request = new GenerationRequest(
                Prompt.of("ring"), 1, NoiseSettings.keyed(1), pipeline.defaults(true), Optional.of(edit));
        return pipeline.generate(request, GenerationListener.NONE).getFirst();
    }

    private static void assertKept(RgbImage picture) {
        int keptOnTheRight = 0;
        for (int pixel = 0; pixel < 256; pixel++) {
            boolean left = pixel % 16 < 8;
            byte level = picture.rgb()[3 * pixel];
            if (left) {
                assertThat(level).as("pixel %d", pixel).isEqualTo(KEPT_LEVEL);
            } else {
                keptOnTheRight += level == KEPT_LEVEL ? 1 : 0;
            }
        }
        assertThat(keptOnTheRight).as("generated pixels of the kept level").isLessThan(20);
    }
}
