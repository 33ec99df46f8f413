package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.image.BicubicResize;
import dev.sailplane.diffusion.image.EightBits;
import dev.sailplane.diffusion.image.Mask;
import dev.sailplane.diffusion.network.KnownPixels;

/**
 * The kept part of an edit, at the networks' sizes. The picture is resized to each size by itself; the large mask is the
 * small one with its pixels repeated, so that both stages keep the same part.
 */
record KeptPart(Edit edit, Mask baseMask) {
    static KeptPart of(Edit edit, int baseSize) {
        return new KeptPart(edit, edit.mask().resized(baseSize, baseSize));
    }

    KnownPixels at(int size) {
        return new KnownPixels(
                EightBits.tensor(BicubicResize.resize(edit.picture(), size, size)),
                baseMask.resized(size, size).tensor());
    }
}
