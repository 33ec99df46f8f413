package dev.sailplane.diffusion.model;

/** What a check of a file of weights found. */
public sealed interface WeightsVerdict {
    /**
     * Size, container, keys and shapes are right, and so is the hash, if one is known.
     *
     * @param sha256 the file's
     * @param origin what it was compared with
     */
    record Sound(String sha256, HashOrigin origin) implements WeightsVerdict {}

    /** The file is not there. */
    record Missing() implements WeightsVerdict {}

    /** The file is not what it should be; {@code problem} says why. */
    record Unsound(String problem) implements WeightsVerdict {}

    /** Where a known SHA-256 comes from. */
    enum HashOrigin {
        /** {@code model.json} states it. */
        STATED,
        /** It was recorded when the file was first fetched, its publisher stating none. */
        RECORDED,
        /** There is none: only size, container, keys and shapes were checked. */
        NONE
    }
}
