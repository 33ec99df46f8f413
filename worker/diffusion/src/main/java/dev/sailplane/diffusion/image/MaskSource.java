package dev.sailplane.diffusion.image;

/** Which part of a mask picture marks the pixels to be generated; the rest is kept. */
public enum MaskSource {
    /** Transparent pixels (alpha below one half). */
    ALPHA,
    /** White pixels (luma of one half or more). */
    WHITE,
    /** Black pixels (luma below one half). */
    BLACK
}
