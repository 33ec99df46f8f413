package dev.sailplane.diffusion.network;

import java.io.Serial;

/** The device had no memory for a call. Nothing was changed by it; a smaller batch may fit. */
public final class DeviceMemoryException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Keeps what the device's library said. */
    public DeviceMemoryException(Throwable cause) {
        super("the device has no memory left for this batch", cause);
    }
}
