package dev.sailplane.cli.download;

import java.io.IOException;
import java.io.Serial;

/** A transfer that ended early; trying again may succeed. */
final class InterruptedTransferException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    InterruptedTransferException(String message) {
        super(message);
    }
}
