package dev.sailplane.diffusion.network;

import java.io.Serial;

/** A checkpoint that is not of the network it was offered to; the message names keys. Trying again is vain. */
public final class StateDictException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    StateDictException(String message) {
        super(message);
    }
}
