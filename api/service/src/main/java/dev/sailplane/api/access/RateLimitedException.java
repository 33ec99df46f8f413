package dev.sailplane.api.access;

import java.io.Serial;
import java.time.Duration;

/** A tenant asked for more than its share. The message is for the caller and names the limit. */
public final class RateLimitedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Which limit was reached. */
    public enum Kind {
        /** Jobs accepted within a minute. */
        REQUESTS_PER_MINUTE,
        /** Jobs that have not ended. */
        CONCURRENT_JOBS
    }

    private final String detail;
    private final Kind kind;
    private final int limit;
    private final Duration retryAfter;

    /** @param retryAfter when it is worth trying again */
    public RateLimitedException(Kind kind, int limit, Duration retryAfter) {
        super(sentence(kind, limit, retryAfter));
        this.detail = sentence(kind, limit, retryAfter);
        this.kind = kind;
        this.limit = limit;
        this.retryAfter = retryAfter;
    }

    private static String sentence(Kind kind, int limit, Duration retryAfter) {
        return switch (kind) {
            case REQUESTS_PER_MINUTE ->
                "The limit of " + limit + " jobs a minute is reached; try again in " + retryAfter.toSeconds() + " s.";
            case CONCURRENT_JOBS ->
                "The limit of " + limit + " jobs at the same time is reached; wait for one to end, or cancel one.";
        };
    }

    /** The message. */
    public String detail() {
        return detail;
    }

    /** Which limit. */
    public Kind kind() {
        return kind;
    }

    /** How high it is. */
    public int limit() {
        return limit;
    }

    /** When it is worth trying again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
