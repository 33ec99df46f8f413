package dev.sailplane.worker.job;

import java.time.Duration;

/**
 * A job's work in progress as it is kept for the next attempt. The array is not copied: nobody writes to it.
 *
 * @param content in the engine's own form, at most {@value #MAXIMUM_BYTES} bytes
 * @param steps steps it holds, of all stages
 * @param attempt the attempt that owns it: no earlier one may write any more
 * @param movedBy the attempt that got this far; taking it up is no progress
 * @param deviceTime how long the device worked for it, in all attempts
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way through; compared by nobody
public record Checkpoint(byte[] content, int steps, int attempt, int movedBy, Duration deviceTime) {
    /** What is kept at most; more is a mistake. */
    public static final int MAXIMUM_BYTES = 64 * 1024 * 1024;

    public Checkpoint {
        if (content.length > MAXIMUM_BYTES) {
            throw new IllegalArgumentException(
                    "work in progress of more than %d bytes is not kept: %d".formatted(MAXIMUM_BYTES, content.length));
        }
    }

    /** The same, owned by another attempt. */
    Checkpoint ownedBy(int other) {
        return new Checkpoint(content, steps, other, movedBy, deviceTime);
    }
}
