package dev.sailplane.training.data;

import java.io.Serial;

/** There is nothing to learn from; the message says where it was looked for and what is wrong. */
public final class DataException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    DataException(String message) {
        super(message);
    }
}
