package dev.sailplane.api.outbound;

import java.io.Serial;

/** An address that a caller named may not be called. */
public final class ForbiddenTargetException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** The message completes a sentence that begins with the field; it does not repeat the address. */
    public ForbiddenTargetException(String message) {
        super(message);
    }
}
