package dev.sailplane.diffusion.schedule;

/** A respacing string that names no selection of timesteps. The message says which string and why. */
public final class InvalidRespacingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidRespacingException(String specification, String reason) {
        super("respacing '%s' %s".formatted(specification, reason));
    }
}
