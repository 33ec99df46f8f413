package dev.sailplane.worker.job;

import java.io.Serial;

/** The store cannot be reached; it may be back in a moment. */
public final class StoreUnavailableException extends RetriableFailureException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Keeps what the store's client said. */
    public StoreUnavailableException(Throwable cause) {
        super("the object store cannot be reached", cause);
    }
}
