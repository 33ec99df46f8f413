package dev.sailplane.diffusion.scheduling;

/**
 * How batches are to be formed.
 *
 * @param exact whether a picture's bits must not depend on its company
 * @param referenceRows the size of the batches whose bits count; all workers that are to give equal pictures need the
 *     same. 1 costs nothing on a CPU; a GPU is badly used by batches that small where no other size gives the same bits
 * @param maximumRows rows of a batch at most
 */
public record LaneSettings(boolean exact, int referenceRows, int maximumRows) {
    private static final LaneSettings EXACT_ON_CPU = new LaneSettings(true, 1, 8);
    private static final LaneSettings EXACT_ON_GPU = new LaneSettings(true, 8, 32);

    public LaneSettings {
        if (referenceRows < 1 || maximumRows < referenceRows) {
            throw new IllegalArgumentException(
                    "referenceRows must lie in 1..maximumRows (%d), not at %d".formatted(maximumRows, referenceRows));
        }
    }

    /** Equal bits, in batches as large as helps. */
    public static LaneSettings exact(boolean onGpu) {
        return onGpu ? EXACT_ON_GPU : EXACT_ON_CPU;
    }
}
