package dev.sailplane.cli.bench;

import java.util.Locale;

/**
 * One line of the report.
 *
 * @param precision number format as users type it
 * @param textCached whether the prompts were encoded beforehand, as when generating, or anew for every step
 * @param seconds median of a guided step of the full-size base
 * @param peak the convolution peak beside it, GFLOP/s
 */
record StepTiming(String precision, boolean textCached, double seconds, double peak) {
    /** Work of the U-Net for two rows of 64x64, a multiplication and an addition counting as two. */
    private static final double UNET_GIGAFLOP = 450;

    /** Work of the text encoder for two prompts. */
    private static final double TEXT_GIGAFLOP = 27;

    static final String HEADING = "dtype  text    s/step  GFLOP/s  convolution peak  reached";

    double gigaflops() {
        return (textCached ? UNET_GIGAFLOP : UNET_GIGAFLOP + TEXT_GIGAFLOP) / seconds;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-5s  %-6s  %6.3f  %7.0f  %16.0f  %5.0f %%",
                precision,
                textCached ? "cached" : "anew",
                seconds,
                gigaflops(),
                peak,
                100 * gigaflops() / peak);
    }
}
