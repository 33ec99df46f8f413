package dev.sailplane.api.webhook;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the header {@code Retry-After} (RFC 9110, section 10.2.3): seconds or an HTTP date. */
final class RetryAfter {
    private RetryAfter() {}

    /** When the receiver wants to be asked again; empty if it does not say so intelligibly. */
    static Optional<Instant> instant(String header, Instant now) {
        String text = header.trim();
        if (text.matches("\\d{1,9}")) {
            return Optional.of(now.plusSeconds(Long.parseLong(text)));
        }
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }
}
