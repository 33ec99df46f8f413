package dev.sailplane.devstack;

import java.io.Serial;

/** The stack cannot do what was asked. The message is for the person at the terminal and names what to do about it. */
public final class DevStackException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Says what went wrong. */
    public DevStackException(String message) {
        super(message);
    }

    /** The same with a cause. */
    public DevStackException(String message, Throwable cause) {
        super(message, cause);
    }
}
