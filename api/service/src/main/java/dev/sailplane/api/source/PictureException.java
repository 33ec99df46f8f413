package dev.sailplane.api.source;

import java.io.Serial;

/** A source picture or mask is not what it should be; its owner can do better. */
public final class PictureException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String field;

    /** The message completes a sentence that begins with the field. */
    public PictureException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** The same with a cause. */
    public PictureException(String field, String message, Throwable cause) {
        super(message, cause);
        this.field = field;
    }

    /** {@code image} or {@code mask}. */
    public String field() {
        return field;
    }
}
