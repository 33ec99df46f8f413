package dev.sailplane.cli;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the step that is being computed end when the process is stopped: native code that still runs while the process
 * tears itself down would crash it.
 */
public final class OrderlyStop implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60; // longer than any step takes

    private final CountDownLatch quiet = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");
    private volatile boolean stopping;

    /** Watches for the end of the process from now on. */
    public OrderlyStop() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * To be called between steps.
     *
     * @throws CancellationException when the process is being stopped
     */
    public void check() {
        if (stopping) {
            throw new CancellationException("stopped");
        }
    }

    /** Nothing native runs any more. */
    @Override
    public void close() {
        quiet.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stoppingAlready) {
            // the hook runs, and has just been let go
        }
    }

    private void stop() {
        stopping = true;
        try {
            boolean _ = quiet.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
