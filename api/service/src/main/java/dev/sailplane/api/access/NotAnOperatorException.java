package dev.sailplane.api.access;

import java.io.Serial;

/** The caller is known and is none of those who run the service. The message is for the caller. */
public final class NotAnOperatorException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    NotAnOperatorException() {
        super("This is for those who run the service; the key's tenant is not among them.");
    }
}
