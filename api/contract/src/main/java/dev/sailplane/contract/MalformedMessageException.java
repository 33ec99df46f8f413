package dev.sailplane.contract;

import java.io.Serial;

/** Bytes that are no message of this contract. Reading them again is vain. */
public final class MalformedMessageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Says what is wrong with the message. */
    public MalformedMessageException(String message) {
        super(message);
    }

    /** The same with a cause. */
    public MalformedMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
