package dev.sailplane.cli.download;

import java.io.Serial;

/** A download that cannot succeed by trying again: refused, not what was asked for, or no room for it. */
public final class DownloadException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public DownloadException(String message) {
        super(message);
    }

    public DownloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
