package dev.sailplane.cli.evaluate;

import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.pipeline.Edit;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Counts pixels that were to be kept and are exactly as they were. */
final class Exactness {
    private final List<Edit> edits;
    private int pictures;
    private long toKeep;
    private long kept;

    /** @param edits what is asked for, in the order in which pictures will come; may be none */
    Exactness(List<Edit> edits) {
        this.edits = edits;
    }

    /** Counts in the next picture, which has the size of its edit. */
    void add(RgbImage picture) {
        if (edits.isEmpty()) {
            return;
        }
        Edit edit = edits.get(pictures++);
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
