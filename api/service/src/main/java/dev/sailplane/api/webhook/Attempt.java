package dev.sailplane.api.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One try in the log of a delivery.
 *
 * @param at when it began
 * @param milliseconds it took
 * @param status of the answer, if there was one
 * @param reason why it was not enough, if it was not
 */
public record Attempt(Instant at, long milliseconds, OptionalInt status, Optional<String> reason) {
    private static final int GONE = 410;

    boolean isGone() {
        return status.orElse(0) == GONE;
    }

    boolean isSuccess() {
        return status.orElse(0) / 100 == 2;
    }
}
