package dev.sailplane.worker.sharegroup;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The broker did not confirm that a delivery is still ours. */
final class LeaseLostException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    LeaseLostException(@Nullable Throwable cause) {
        super("the lease was lost", cause);
    }
}
