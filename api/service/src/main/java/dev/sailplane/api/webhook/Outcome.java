package dev.sailplane.api.webhook;

import java.time.Duration;
import java.util.Optional;

/** How one try went. */
sealed interface Outcome {
    /** The receiver has it. */
    record Delivered() implements Outcome {}

    /** The receiver wants no more of it, or may not be called. */
    record Refused(String reason) implements Outcome {}

    /**
     * Worth trying again.
     *
     * @param notBefore what the receiver asked for
     */
    record Missed(String reason, Optional<Duration> notBefore) implements Outcome {}
}
