package dev.sailplane.api.http;

import dev.sailplane.api.prediction.RejectedException;
import dev.sailplane.api.prediction.Rejection;
import dev.sailplane.api.prediction.RequestIdentity;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request for a job, as they stand.
 *
 * @param prefer RFC 7240
 * @param cancelAfter the job's time limit
 * @param idempotencyKey draft-ietf-httpapi-idempotency-key-header
 * @param traceparent W3C Trace Context
 * @param retryCount how often the client, by its own account, has sent the request before
 */
public record PredictionHeaders(
        @Nullable String prefer,
        @Nullable String cancelAfter,
        @Nullable String idempotencyKey,
        @Nullable String traceparent,
        @Nullable String retryCount) {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_LIMIT = Duration.ofHours(24);
    private static final Pattern WAIT = Pattern.compile("wait(?:\\s*=\\s*\"?(\\d{1,6})\"?)?");
    private static final Pattern LIMIT = Pattern.compile("(\\d{1,6})([smh]?)");
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,255}");

    /** Those of a request. */
    public static PredictionHeaders of(HttpHeaders headers) {
        return new PredictionHeaders(
                headers.getHeaderString("Prefer"),
                headers.getHeaderString("Cancel-After"),
                headers.getHeaderString("Idempotency-Key"),
                headers.getHeaderString("traceparent"),
                headers.getHeaderString("x-stainless-retry-count"));
    }

    /**
     * How long to wait for the job's end before answering ({@code Prefer: wait}, RFC 7240); empty for not at all. What is
     * not understood or too long is no error: preferences never are.
     */
    public Optional<Duration> waiting() {
        if (prefer == null) {
            return Optional.empty();
        }
        for (String preference : prefer.split("[,;]", -1)) {
            Matcher wait = WAIT.matcher(preference.strip().toLowerCase(Locale.ROOT));
            if (wait.matches()) {
                Duration asked =
                        wait.group(1) == null ? LONGEST_WAIT : Duration.ofSeconds(Long.parseLong(wait.group(1)));
                return Optional.of(asked.compareTo(LONGEST_WAIT) < 0 ? asked : LONGEST_WAIT);
            }
        }
        return Optional.empty();
    }

    /**
     * The job's time limit ({@code Cancel-After}).
     *
     * @throws RejectedException when the header is malformed or out of range
     */
    public Optional<Duration> timeLimit() {
        if (cancelAfter == null) {
            return Optional.empty();
        }
        Matcher limit = LIMIT.matcher(cancelAfter.strip());
        if (limit.matches()) {
            Duration asked = duration(Long.parseLong(limit.group(1)), limit.group(2));
            if (asked.compareTo(SHORTEST_LIMIT) >= 0 && asked.compareTo(LONGEST_LIMIT) <= 0) {
                return Optional.of(asked);
            }
        }
        throw new RejectedException(new Rejection.InvalidHeader(
                "Cancel-After", "must be a number of seconds, or like 30s, 5m or 1h, from 5 s to 24 h"));
    }

    /**
     * By what the request is known when it comes again.
     *
     * @param fingerprint of all that is asked
     * @throws RejectedException when the key is malformed
     */
    public RequestIdentity identity(String fingerprint) {
        if (idempotencyKey != null && !KEY.matcher(idempotencyKey).matches()) {
            throw new RejectedException(
                    new Rejection.InvalidHeader("Idempotency-Key", "must be 1 to 255 printable ASCII characters"));
        }
        boolean repeated = retryCount != null && retryCount.matches("[1-9]\\d{0,5}");
        return new RequestIdentity(
                fingerprint, Optional.ofNullable(idempotencyKey), repeated, trace(), Optional.empty());
    }

    /** The caller's trace; a malformed one begins none (W3C Trace Context, section 4.3). */
    Optional<String> trace() {
        return Optional.ofNullable(traceparent).filter(TRACE.asMatchPredicate());
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofSeconds(amount);
        };
    }
}
