package dev.sailplane.worker.spot;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for notices until one is given, then acts once. */
public final class SpotWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpotWatch.class);

    private final List<SpotNotice> notices;
    private final Duration interval;
    private final Runnable action;
    private final Thread thread;

    /**
     * Begins to look.
     *
     * @param interval between two looks
     * @param action called on a thread of the watch
     */
    public SpotWatch(List<SpotNotice> notices, Duration interval, Runnable action) {
        this.notices = List.copyOf(notices);
        this.interval = interval;
        this.action = action;
        this.thread = Thread.ofVirtual().name("spot-notices").start(this::watch);
    }

    /** Looks no more; an action under way goes on. */
    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            while (!given()) {
                Thread.sleep(interval);
            }
        } catch (InterruptedException _) {
            return;
        }
        LOG.atWarn().log("the machine is about to be taken away: the worker stops");
        action.run();
    }

    private boolean given() throws InterruptedException {
        for (SpotNotice notice : notices) {
            if (notice.given()) {
                return true;
            }
        }
        return false;
    }
}
