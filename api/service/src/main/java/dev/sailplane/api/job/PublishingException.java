package dev.sailplane.api.prediction;

import java.io.Serial;

/** A job could not be put on the queue. */
public final class PublishingException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** With the broker's or client's failure. */
    public PublishingException(String message, Throwable cause) {
        super(message, cause);
    }
}
