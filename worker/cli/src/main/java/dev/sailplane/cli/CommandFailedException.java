package dev.sailplane.cli;

import java.io.Serial;

/** A command failed for a reason its user can understand: the message is one sentence for the terminal. */
public final class CommandFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public CommandFailedException(String message) {
        super(message);
    }

    public CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
