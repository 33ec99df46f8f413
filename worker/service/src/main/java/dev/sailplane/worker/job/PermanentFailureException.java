package dev.sailplane.worker.job;

import dev.sailplane.contract.Failure;
import java.io.Serial;

/** Trying again is vain: the job fails for a reason its owner can be told. */
public final class PermanentFailureException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String code;

    /**
     * @param code a stable word
     * @param message one sentence for the job's owner, without secrets, addresses or prompts
     */
    public PermanentFailureException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The same with a cause. */
    public PermanentFailureException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The failure in the contract's words. */
    public Failure failure() {
        return new Failure(code, String.valueOf(getMessage()));
    }
}
