package dev.sailplane.api.prediction;

import java.io.Serial;
import java.util.List;

/** A request was refused; nothing is left of it, unless it is {@linkplain Rejection.Unconfirmed unconfirmed}. */
public final class RejectedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Rejection rejection;

    /** With its reason. */
    public RejectedException(Rejection rejection) {
        super(rejection.getClass().getSimpleName());
        this.rejection = rejection;
    }

    /** With its reason and the failure behind it. */
    public RejectedException(Rejection rejection, Throwable cause) {
        super(rejection.getClass().getSimpleName(), cause);
        this.rejection = rejection;
    }

    /** For a single wrong field. */
    public static RejectedException of(String pointer, String detail) {
        return new RejectedException(new Rejection.InvalidFields(List.of(new FieldError(pointer, detail))));
    }

    /** Why. */
    public Rejection rejection() {
        return rejection;
    }
}
