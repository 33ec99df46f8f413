package dev.sailplane.api.job;

import java.io.Serial;

/** The broker did not take what is to be told of a job. */
public final class PublishingException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** With the broker's or client's failure. */
    public PublishingException(String message, Throwable cause) {
        super(message, cause);
    }
}
