package dev.sailplane.api.storage;

import java.io.Serial;

/** An object is larger than the reader takes. */
public final class ObjectTooLargeException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Names the limit. */
    public ObjectTooLargeException(long maximumBytes) {
        super("the object is larger than " + maximumBytes + " bytes");
    }
}
