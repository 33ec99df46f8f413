package dev.sailplane.training.run;

/** How often which noise level is learnt from. Weights of the error are something else: {@link Weighting}. */
public enum LevelDensity {
    /** Each level as often (Ho et al. 2020, algorithm 1). */
    EVEN {
        @Override
        double quantile(double part) {
            return part;
        }
    },
    /**
     * Levels in the middle more often, with density pi / 2 sin(pi t) at t from 0 to 1: what an object is, is decided there;
     * next to no noise and next to nothing but noise soon teach no more. Of the kind of the logit-normal density of Esser et
     * al. 2024, section 3.1.
     */
    MIDDLE {
        @Override
        double quantile(double part) {
            return StrictMath.acos(1 - 2 * part) / StrictMath.PI;
        }
    },
    /**
     * Levels with little noise more often, with density 1 / (2 sqrt(t)) at t from 0 to 1: half of the draws are in the
     * first quarter. An upsampler's small picture has decided all but the finest, and what it does not tell from noise at
     * these levels stays in the picture as grain.
     */
    LOW {
        @Override
        double quantile(double part) {
            return part * part;
        }
    };

    /**
     * The level below which this part of the draws is.
     *
     * @param part from 0 to 1
     * @return from 0, no noise, to 1
     */
    abstract double quantile(double part);
}
