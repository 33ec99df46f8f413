package dev.sailplane.worker.job;

import java.io.Serial;

/** Another attempt at the job has taken over: this one may neither store nor publish anything more. */
public final class FencedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Says how that showed. */
    public FencedException(String message) {
        super(message);
    }
}
