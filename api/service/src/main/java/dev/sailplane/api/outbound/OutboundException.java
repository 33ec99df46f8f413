package dev.sailplane.api.outbound;

import java.io.Serial;

/** An allowed call did not bring what it should. */
public final class OutboundException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** The message completes a sentence that begins with the field; it does not repeat the address. */
    public OutboundException(String message) {
        super(message);
    }

    /** The same with a cause. */
    public OutboundException(String message, Throwable cause) {
        super(message, cause);
    }
}
