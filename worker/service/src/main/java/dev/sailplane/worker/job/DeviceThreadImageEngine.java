package dev.sailplane.worker.job;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs an engine on one platform thread of its own, whoever calls. An interrupted caller stops the engine at its next
 * step and waits for that, so that the device is never busy for nobody; an order that still waits for its turn is dropped.
 */
public final class DeviceThreadImageEngine implements ImageEngine {
    /** Where an order is; several slots share the device. */
    private enum Turn {
        WAITING,
        DRAWING,
        STOPPED
    }

    private final ImageEngine engine;
    private final ExecutorService device =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("device").factory());

    public DeviceThreadImageEngine(ImageEngine engine) {
        this.engine = engine;
    }

    @Override
    public void prepare(String model) throws InterruptedException {
        result(device.submit(() -> {
            engine.prepare(model);
            return model;
        }));
    }

    @Override
    public DrawnImages draw(ImageOrder order, EngineListener listener) throws InterruptedException {
        AtomicReference<Turn> turn = new AtomicReference<>(Turn.WAITING);
        Future<DrawnImages> drawn = device.submit(() -> {
            requireNotStopped(turn.compareAndSet(Turn.WAITING, Turn.DRAWING));
            return engine.draw(order, step -> {
                requireNotStopped(turn.get() == Turn.DRAWING);
                listener.step(step);
            });
        });
        try {
            return result(drawn);
        } catch (InterruptedException interruption) {
            if (turn.getAndSet(Turn.STOPPED) == Turn.DRAWING) {
                awaitEnd(drawn);
            }
            throw interruption;
        }
    }

    @Override
    public void close() {
        device.execute(engine::close);
        device.close();
    }

    private static void requireNotStopped(boolean goesOn) {
        if (!goesOn) {
            throw new CancellationException();
        }
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            throw translated(failure);
        }
    }

    private static RuntimeException translated(ExecutionException failure) {
        return switch (failure.getCause()) {
            case PermanentFailureException permanent -> permanent;
            case RetriableFailureException retriable -> retriable;
            case CancellationException cancellation -> cancellation;
            case null, default -> new RetriableFailureException("the engine failed", failure);
        };
    }

    private static void awaitEnd(Future<?> future) {
        boolean ended = false;
        while (!ended) {
            try {
                future.get();
                ended = true;
            } catch (ExecutionException _) {
                ended = true; // what it ended with is of no interest to anyone any more
            } catch (InterruptedException _) {
                Thread.onSpinWait(); // asked to stop once more: it does
            }
        }
    }
}
