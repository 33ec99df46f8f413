package dev.sailplane.api.access;

import java.io.Serial;

/** Nobody is known to have asked. The message is for the caller and repeats nothing of what was sent. */
public final class UnauthenticatedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String detail;
    private final String challenge;

    private UnauthenticatedException(String message, String challenge) {
        super(message);
        this.detail = message;
        this.challenge = challenge;
    }

    /** Nothing was shown. */
    static UnauthenticatedException missing() {
        return new UnauthenticatedException(
                "An API key is required: send it as Authorization: Bearer followed by the key.", "Bearer");
    }

    /** What was shown does not hold: malformed, unknown, revoked, expired. Which of these is not said. */
    static UnauthenticatedException invalid(String message) {
        return new UnauthenticatedException(message, "Bearer error=\"invalid_token\"");
    }

    /** The message. */
    public String detail() {
        return detail;
    }

    /** For {@code WWW-Authenticate} (RFC 6750). */
    public String challenge() {
        return challenge;
    }
}
