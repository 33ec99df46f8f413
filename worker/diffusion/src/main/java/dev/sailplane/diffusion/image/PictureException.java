package dev.sailplane.diffusion.image;

/** A source picture or mask that cannot be used; the message says why and names the limit. */
public final class PictureException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    PictureException(String message) {
        super(message);
    }

    PictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
