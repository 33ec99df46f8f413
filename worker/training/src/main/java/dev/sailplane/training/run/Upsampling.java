package dev.sailplane.training.run;

import dev.sailplane.diffusion.network.NetworkConfiguration;

/**
 * What an upsampler is given to learn from.
 *
 * @param lowSide side of the small picture that belongs to a whole large one, in pixels
 * @param crop side of the pieces that are cut out of large pictures, in pixels; the whole picture if it is as large
 * @param noise standard deviation of noise on small pictures, at most, in a range of -1 to 1; 0 as in the paper
 * @param blur standard deviation of the blur of small pictures, at most, in their pixels; 0 as in the paper
 */
public record Upsampling(int lowSide, int crop, double noise, double blur) {
    public Upsampling {
        require(lowSide >= 1, "a small picture's side must be at least 1");
        require(crop >= 1, "a crop's side must be at least 1");
        require(noise >= 0 && noise <= 1, "the small pictures' noise must be 0 to 1");
        require(blur >= 0 && blur <= 8, "the small pictures' blur must be 0 to 8");
    }

    /** Pixels of a large picture for each of a small one, along a side. */
    int ratio(NetworkConfiguration network) {
        return network.imageSize() / lowSide;
    }

    /** @throws IllegalArgumentException when it cannot be learnt by this network */
    void requireFit(NetworkConfiguration network) {
        int side = network.imageSize();
        require(
                side % lowSide == 0 && lowSide < side,
                "small pictures of %d pixels do not divide large ones of %d".formatted(lowSide, side));
        require(
                crop <= side && crop % network.sizeMultiple() == 0 && crop % ratio(network) == 0,
                "a crop's side must be a multiple of %d and of %d and at most %d, not %d"
                        .formatted(ratio(network), network.sizeMultiple(), side, crop));
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
