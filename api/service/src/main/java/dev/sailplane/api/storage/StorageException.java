package dev.sailplane.api.storage;

import java.io.Serial;

/** The store did not do what it should; trying again later may help. */
public final class StorageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** With the store's own failure. */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
