package dev.sailplane.training.evaluation;

import java.util.OptionalDouble;

/**
 * How near pictures came to what was known of them.
 *
 * @param kept of pixels that were to be kept, the part that was, to the bit; absent where none were
 * @param psnr peak signal-to-noise ratio to the true pictures, dB, the mean of all; absent where many pictures are right
 */
public record Fidelity(OptionalDouble kept, OptionalDouble psnr) {
    /** Nothing was known. */
    public static final Fidelity NONE = new Fidelity(OptionalDouble.empty(), OptionalDouble.empty());

    /** Pixels were to be kept. */
    public static Fidelity ofKept(OptionalDouble part) {
        return new Fidelity(part, OptionalDouble.empty());
    }

    /** There are true pictures. */
    public static Fidelity ofPsnr(double mean) {
        return new Fidelity(OptionalDouble.empty(), OptionalDouble.of(mean));
    }
}
