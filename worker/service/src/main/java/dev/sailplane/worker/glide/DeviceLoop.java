package dev.sailplane.worker.glide;

import dev.sailplane.diffusion.scheduling.StepScheduler;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The device's thread: takes steps for as long as somebody wants some, does in between what it is asked to, and sleeps
 * when there is neither. Everything that touches the device or the scheduler is done here.
 */
final class DeviceLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceLoop.class);

    private static final Timer STEP_TIME = Metrics.timer("sailplane.step");
    private static final DistributionSummary BATCH_FILL = Metrics.summary("sailplane.step.rows");

    private final StepScheduler scheduler;
    private final Runnable afterStep;
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean closed; // the thread's own
    private volatile boolean ended;

    /** @param afterStep called after each step */
    DeviceLoop(StepScheduler scheduler, Runnable afterStep) {
        this.scheduler = scheduler;
        this.afterStep = afterStep;
        this.thread = Thread.ofPlatform().name("device").start(this::run);
    }

    /** Has something done between two steps; the future tells when, and what it threw. */
    CompletableFuture<Void> between(Runnable action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (ended) {
            done.completeExceptionally(new CancellationException("the device was given back"));
            return done;
        }
        inbox.add(() -> {
            try {
                action.run();
                done.complete(null);
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        return done;
    }

    /** Ends the thread after the step it is in and what it was asked to do before. */
    @Override
    public void close() {
        ended = true;
        inbox.add(() -> closed = true);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                doWhatIsAsked();
                if (!closed && !scheduler.idle()) {
                    step();
                    afterStep.run();
                }
            } catch (InterruptedException _) {
                closed = true;
            } catch (RuntimeException bug) {
                LOG.atError().setCause(bug).log("the device's loop goes on after a failure of its own");
            }
        }
    }

    private void step() {
        Timer.Sample start = Timer.start();
        int rows = scheduler.step();
        if (rows > 0) {
            start.stop(STEP_TIME);
            BATCH_FILL.record(rows);
        }
    }

    private void doWhatIsAsked() throws InterruptedException {
        Runnable asked = scheduler.idle() ? inbox.take() : inbox.poll();
        while (asked != null) {
            asked.run();
            asked = inbox.poll();
        }
    }
}
