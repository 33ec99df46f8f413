package dev.sailplane.api.webhook;

import java.io.Serial;

/** A delivery's state could not be kept. */
public final class DeliveryJournalException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** With the broker's or client's failure. */
    public DeliveryJournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
