package dev.sailplane.training.run;

import dev.sailplane.diffusion.checkpoint.ElementType;

/**
 * How weights are written.
 *
 * @param compact whether tokens of which nothing was learnt are zeros, which compress
 * @param half whether numbers are rounded to 16 bits
 */
public record WeightsForm(boolean compact, boolean half) {
    /** All that was learnt, and what was not, in 32 bits. */
    public static final WeightsForm FULL = new WeightsForm(false, false);

    ElementType type() {
        return half ? ElementType.FLOAT16 : ElementType.FLOAT32;
    }
}
