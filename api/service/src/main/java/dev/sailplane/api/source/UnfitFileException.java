package dev.sailplane.api.source;

import java.io.Serial;

/** A picture's file cannot be taken; the message completes a sentence that begins with the field. */
final class UnfitFileException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    UnfitFileException(String message) {
        super(message);
    }

    /** What is not as its format says. */
    static UnfitFileException broken() {
        return new UnfitFileException("cannot be decoded: the file is broken");
    }
}
