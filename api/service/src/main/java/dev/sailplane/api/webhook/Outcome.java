package dev.sailplane.api.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** How one try went. */
sealed interface Outcome {
    /** The receiver has it. */
    record Delivered(int status) implements Outcome {}

    /** The receiver wants no more of anything (410). */
    record Gone(int status) implements Outcome {}

    /**
     * Worth trying again.
     *
     * @param status of the answer, if there was one
     * @param reason a few words for the tenant
     * @param retryAfter the header of that name, as it stands
     */
    record Missed(OptionalInt status, String reason, Optional<String> retryAfter) implements Outcome {}

    /** What the try leaves in the log. */
    default Attempt attempt(Instant at, long milliseconds) {
        return switch (this) {
            case Delivered it -> new Attempt(at, milliseconds, OptionalInt.of(it.status), Optional.empty());
            case Gone it -> new Attempt(at, milliseconds, OptionalInt.of(it.status), Optional.empty());
            case Missed it -> new Attempt(at, milliseconds, it.status, Optional.of(it.reason));
        };
    }

    /** Whether the receiver is at work: whoever answers 404 is, whoever answers 500 or nothing is not. */
    default boolean isHealthy() {
        return switch (this) {
            case Delivered _, Gone _ -> true;
            case Missed it -> it.status.orElse(500) < 500 && it.status.orElse(500) != 429;
        };
    }
}
