package dev.sailplane.cli.download;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Closes a stream that brings nothing for too long, which ends the read that waits on it. */
final class StallGuard implements Closeable {
    private final AtomicLong lastSign = new AtomicLong(System.nanoTime());
    private final Thread watcher;

    StallGuard(InputStream stream, Duration patience) {
        this.watcher = Thread.ofVirtual().start(() -> watch(stream, patience));
    }

    /** The stream brought something. */
    void sign() {
        lastSign.set(System.nanoTime());
    }

    @Override
    public void close() {
        watcher.interrupt();
    }

    private void watch(InputStream stream, Duration patience) {
        try {
            long left = patience.toNanos();
            while (left > 0) {
                Thread.sleep(Duration.ofNanos(left));
                left = patience.toNanos() - (System.nanoTime() - lastSign.get());
            }
            stream.close();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } catch (IOException failedToClose) {
            throw new UncheckedIOException(failedToClose);
        }
    }
}
