package dev.sailplane.devstack.chaos;

import java.io.Serial;

/** Something that was to be asked of the stack did not come to an answer in time, or was refused. */
public final class ChaosException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Says what. */
    public ChaosException(String message) {
        super(message);
    }

    /** The same with a cause. */
    public ChaosException(String message, Throwable cause) {
        super(message, cause);
    }
}
