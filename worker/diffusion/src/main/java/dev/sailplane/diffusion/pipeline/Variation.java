package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.image.RgbImage;

/**
 * A picture to draw anew as a whole, from part of the way (SDEdit; Meng et al. 2021, section 3): noise takes away its
 * details, the steps left put others in their place.
 *
 * @param picture the source
 * @param strength the share of the base stage's steps that are walked, above 0 to 1: at 1 nothing of the picture is left
 */
public record Variation(RgbImage picture, double strength) implements Source {
    public Variation {
        if (!(strength > 0 && strength <= 1)) {
            throw new IllegalArgumentException("strength must lie above 0 and at most at 1, not " + strength);
        }
    }

    /**
     * How many of a stage's steps are walked, at least 1.
     *
     * @param steps of the whole way
     */
    int walked(int steps) {
        return (int) Math.max(1, Math.round(strength * steps));
    }
}
