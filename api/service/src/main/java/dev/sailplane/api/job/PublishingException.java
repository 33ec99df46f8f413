package dev.sailplane.api.job;

import java.io.Serial;

/**
 * The broker did not confirm what is to be told of a job. That is no refusal: a broker that was too slow to answer, or that
 * died before it could, may have taken it, or take it later.
 *
 * @see <a href="../../../../../../../../../infra/adr/0015-no-confirmation-is-no-refusal.md">Decision 0015</a>
 */
public final class PublishingException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** With the broker's or client's failure. */
    public PublishingException(String message, Throwable cause) {
        super(message, cause);
    }
}
