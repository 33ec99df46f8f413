package dev.sailplane.worker.job;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs an engine on one platform thread of its own, whoever calls. An interrupted caller stops the engine at its next
 * step and waits for that, so that the device is never busy for nobody.
 */
public final class DeviceThreadImageEngine implements ImageEngine {
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
        AtomicBoolean stopped = new AtomicBoolean();
        Future<DrawnImages> drawn = device.submit(() -> engine.draw(order, step -> {
            if (stopped.get()) {
                throw new CancellationException();
            }
            listener.step(step);
        }));
        try {
            return result(drawn);
        } catch (InterruptedException interruption) {
            stopped.set(true);
            awaitEnd(drawn);
            throw interruption;
        }
    }

    @Override
    public void close() {
        device.execute(engine::close);
        device.close();
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
