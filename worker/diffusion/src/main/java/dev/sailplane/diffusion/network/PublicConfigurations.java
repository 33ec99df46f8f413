package dev.sailplane.diffusion.network;

import dev.sailplane.diffusion.network.NetworkConfiguration.AttentionHeads;
import java.util.List;

/** The networks of the four diffusion checkpoints that OpenAI published: GLIDE (filtered), December 2021. */
public final class PublicConfigurations {
    /** The text encoder that each of the four carries, with weights of its own. */
    public static final TextConfiguration TEXT = new TextConfiguration(128, 512, 16, 8, 50257, true, true);

    /** {@code base.pt}: 64x64 from text. */
    public static final NetworkConfiguration BASE = base(false);

    /** {@code base_inpaint.pt}: 64x64 from text and known pixels. */
    public static final NetworkConfiguration BASE_INPAINT = base(true);

    /** {@code upsample.pt}: 64x64 to 256x256. */
    public static final NetworkConfiguration UPSAMPLE = upsample(false);

    /** {@code upsample_inpaint.pt}: 64x64 to 256x256 with known pixels. */
    public static final NetworkConfiguration UPSAMPLE_INPAINT = upsample(true);

    private PublicConfigurations() {}

    private static NetworkConfiguration base(boolean inpainting) {
        return glide(64, List.of(1, 2, 3, 4), 3, false, inpainting);
    }

    private static NetworkConfiguration upsample(boolean inpainting) {
        return glide(256, List.of(1, 1, 2, 2, 4, 4), 2, true, inpainting);
    }

    private static NetworkConfiguration glide(
            int imageSize, List<Integer> multipliers, int residualBlocks, boolean superResolution, boolean inpainting) {
        return new NetworkConfiguration(
                imageSize,
                192,
                multipliers,
                residualBlocks,
                List.of(32, 16, 8),
                new AttentionHeads.OfWidth(64),
                superResolution,
                inpainting,
                true,
                true,
                TEXT);
    }
}
