package dev.sailplane.api.source;

import java.util.Optional;

/**
 * Which part of a mask is edited. Without a rule the convention of OpenAI's edits holds for a mask that has an alpha
 * channel (fully transparent = edit), and white = edit for one that has none.
 */
public enum MaskRule {
    /** Where alpha is 0. */
    ALPHA,
    /** Where the luminance is 128 or more. */
    WHITE,
    /** Where the luminance is below 128. */
    BLACK;

    static MaskRule chosen(Optional<MaskRule> asked, Picture mask) {
        return asked.orElse(mask.alpha() ? ALPHA : WHITE);
    }

    /**
     * The canonical mask: 255 = keep, 0 = generate, row by row.
     */
    byte[] canonical(Picture mask) {
        byte[] keep = new byte[mask.width() * mask.height()];
        for (int pixel = 0; pixel < keep.length; pixel++) {
            keep[pixel] = (byte) (edits(mask.argb()[pixel]) ? 0 : 255);
        }
        return keep;
    }

    private boolean edits(int argb) {
        return switch (this) {
            case ALPHA -> argb >>> 24 == 0;
            case WHITE -> luminance(argb) >= 128;
            case BLACK -> luminance(argb) < 128;
        };
    }

    // ITU-R BT.601, in the integers of the usual 8-bit conversions.
    private static int luminance(int argb) {
        return ((argb >> 16 & 255) * 299 + (argb >> 8 & 255) * 587 + (argb & 255) * 114) / 1000;
    }
}
