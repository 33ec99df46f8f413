package dev.sailplane.diffusion.network;

import java.util.List;

/**
 * Everything that decides the shape of one GLIDE U-Net and its text encoder; with it the state dict's keys and shapes
 * are known.
 *
 * @param imageSize nominal height and width in pixels: 64 for the base, 256 for the upsampler
 * @param channels base channel count C; 192
 * @param channelMultipliers channels of each level as multiples of C, highest resolution first: 1,2,3,4
 * @param residualBlocks residual blocks per level on the way down (one more on the way up)
 * @param attentionResolutions feature sizes, at the nominal image size, that carry attention: 32,16,8
 * @param attentionHeads how the channels are divided among heads
 * @param superResolution whether the input carries a low-resolution picture (3 more input channels)
 * @param inpainting whether the input carries known pixels and their mask (4 more input channels)
 * @param scaleShiftNorm whether the time embedding scales and shifts the second norm of a residual block; true
 * @param residualUpDown whether residual blocks do the up- and down-sampling (otherwise convolutions do); true
 * @param text the text encoder
 */
public record NetworkConfiguration(
        int imageSize,
        int channels,
        List<Integer> channelMultipliers,
        int residualBlocks,
        List<Integer> attentionResolutions,
        AttentionHeads attentionHeads,
        boolean superResolution,
        boolean inpainting,
        boolean scaleShiftNorm,
        boolean residualUpDown,
        TextConfiguration text) {

    public NetworkConfiguration {
        channelMultipliers = List.copyOf(channelMultipliers);
        attentionResolutions = List.copyOf(attentionResolutions);
    }

    /** Channels of the network's input: the sample, then known pixels and their mask, then the low-resolution picture. */
    public int inputChannels() {
        return 3 + (inpainting ? 4 : 0) + (superResolution ? 3 : 0);
    }

    /** Width of the time embedding and of the pooled text feature: 4C. */
    public int embeddingWidth() {
        return 4 * channels;
    }

    /** A sample's height and width are multiples of this: one halving for each level but the last. */
    public int sizeMultiple() {
        return 1 << (channelMultipliers.size() - 1);
    }

    /** The same network with known pixels as a further input. */
    public NetworkConfiguration withInpainting() {
        return new NetworkConfiguration(
                imageSize,
                channels,
                channelMultipliers,
                residualBlocks,
                attentionResolutions,
                attentionHeads,
                superResolution,
                true,
                scaleShiftNorm,
                residualUpDown,
                text);
    }

    /** How an attention layer divides its channels. */
    public sealed interface AttentionHeads {
        /** Heads of a fixed width, as many as fit; 64 channels each in the public checkpoints. */
        record OfWidth(int channelsPerHead) implements AttentionHeads {}

        /** A fixed number of heads, as wide as needed. */
        record Count(int heads) implements AttentionHeads {}
    }
}
