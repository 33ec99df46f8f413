package dev.sailplane.worker.job;

import java.io.Serial;

/** It did not work this time and may work another time. */
public class RetriableFailureException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Says what did not work, without secrets, addresses or prompts. */
    public RetriableFailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
