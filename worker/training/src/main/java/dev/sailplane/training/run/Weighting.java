package dev.sailplane.training.run;

import dev.sailplane.diffusion.schedule.NoiseLevel;

/**
 * How much the noise's error counts at a noise level: min(1 / alphaCumprod, limit). 1 / alphaCumprod is the weight of
 * the error of v (Salimans & Ho 2022, section 4): where noise prevails, next to nothing of the noise's error is left of
 * a wrong colour or place, and these are decided there.
 *
 * @param limit at least 1; 1 weighs all levels the same (Ho et al. 2020, equation 14)
 */
public record Weighting(double limit) {
    /** The same everywhere. */
    public static final Weighting NONE = new Weighting(1);

    public Weighting {
        if (!(limit >= 1 && limit <= 1_000_000)) {
            throw new IllegalArgumentException("the weight limit must be 1 to 1000000");
        }
    }

    /** The weight at a level. */
    public double at(NoiseLevel level) {
        return Math.min(1 / level.alphaCumprod(), limit);
    }
}
