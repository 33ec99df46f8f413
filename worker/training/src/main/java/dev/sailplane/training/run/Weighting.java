package dev.sailplane.training.run;

import dev.sailplane.diffusion.schedule.NoiseLevel;

/** How much the noise's error counts at a noise level. */
public enum Weighting {
    /** The same everywhere (Ho et al. 2020, equation 14). */
    NONE,
    /** As if the picture were predicted, where noise prevails, up to 25 times: min(1 / alphaCumprod, 25). */
    CLAMPED;

    private static final double LARGEST = 25;

    /** The weight at a level. */
    public double at(NoiseLevel level) {
        return switch (this) {
            case NONE -> 1;
            case CLAMPED -> Math.min(1 / level.alphaCumprod(), LARGEST);
        };
    }
}
