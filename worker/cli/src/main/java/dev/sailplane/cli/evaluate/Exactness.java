package dev.sailplane.cli.evaluate;

import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.pipeline.Edit;
import java.util.Arrays;
import java.util.OptionalDouble;

/** Counts pixels that were to be kept and are exactly as they were. */
final class Exactness {
    private long toKeep;
    private long kept;

    /** Counts in a picture, which has the size of its edit. */
    void add(Edit edit, RgbImage picture) {
        boolean[] keep = edit.mask().keep();
        for (int i = 0; i < keep.length; i++) {
            if (keep[i]) {
                toKeep++;
                boolean same = Arrays.equals(
                        picture.rgb(), 3 * i, 3 * i + 3, edit.picture().rgb(), 3 * i, 3 * i + 3);
                kept += same ? 1 : 0;
            }
        }
    }

    /** The part of them that is, from 0 to 1; absent where nothing was to be kept. */
    OptionalDouble kept() {
        return toKeep == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) kept / toKeep);
    }
}
