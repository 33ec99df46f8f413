package dev.sailplane.cli.train;

import dev.sailplane.training.data.SkippedFiles;
import java.io.PrintWriter;

/** Names the files that are left out, the first hundred of them, and counts them all. For any thread. */
final class SkipReport implements SkippedFiles {
    private static final int NAMED = 100;

    private final PrintWriter err;
    private int count;

    SkipReport(PrintWriter err) {
        this.err = err;
    }

    @Override
    public synchronized void skipped(String file, String reason) {
        count++;
        if (count <= NAMED) {
            err.printf("skipped %s: %s%n", file, reason);
        } else if (count == NAMED + 1) {
            err.println("more files are skipped, and no longer named");
        }
        err.flush();
    }

    /** Says how many there were, if any. */
    synchronized void close() {
        if (count > 0) {
            err.printf("%d skipped in all%n", count);
            err.flush();
        }
    }
}
