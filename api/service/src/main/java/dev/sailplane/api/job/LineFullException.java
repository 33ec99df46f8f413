package dev.sailplane.api.job;

import java.io.Serial;

/** The broker is so slow that others were still waiting for it: this was not sent, and never will be. */
public final class LineFullException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** With what was waited for. */
    public LineFullException(String message) {
        super(message);
    }
}
