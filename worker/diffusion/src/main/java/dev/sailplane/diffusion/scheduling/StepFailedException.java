package dev.sailplane.diffusion.scheduling;

import java.io.Serial;

/** A step failed though nothing else shared its batch, and again when it was tried once more. */
public final class StepFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    StepFailedException(RuntimeException cause) {
        super("a step failed alone twice: " + cause.getMessage(), cause);
    }
}
