package dev.sailplane.worker.job;

import dev.sailplane.contract.Numerics;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Draws single bytes, in as many steps as ordered or else as made with, as slowly as asked to. */
public final class FakeImageEngine implements ImageEngine {
    public final List<ImageOrder> orders = new CopyOnWriteArrayList<>();
    public final int steps;
    public final AtomicInteger stepsDone = new AtomicInteger();
    public volatile Duration pace = Duration.ZERO;
    public volatile double secondsLeft;
    public Optional<RuntimeException> failure = Optional.empty();

    public FakeImageEngine() {
        this(4);
    }

    public FakeImageEngine(int steps) {
        this.steps = steps;
    }

    @Override
    public double secondsLeft() {
        return secondsLeft;
    }

    @Override
    public void prepare(String model) {}

    @Override
    public DrawnImages draw(ImageOrder order, EngineListener listener) throws InterruptedException {
        orders.add(order);
        if (failure.isPresent()) {
            throw failure.get();
        }
        int steps = order.input().numInferenceSteps().orElse(this.steps);
        for (int step = 1; step <= steps; step++) {
            Thread.sleep(pace);
            stepsDone.incrementAndGet();
            byte[] state = {(byte) step};
            listener.step(new EngineStep(
                    "base", step, steps, (double) step / steps, Map.of(), previews(order, step), () -> state));
        }
        List<Picture> pictures = IntStream.range(0, order.input().numOutputs())
                .mapToObj(index -> new Picture(64, 64, order.input().output().format(), new byte[] {(byte) index}))
                .toList();
        return new DrawnImages(pictures, Duration.ofMillis(1_500), Numerics.EXACT);
    }

    private static PreviewPictures previews(ImageOrder order, int step) {
        return () -> Collections.nCopies(order.input().numOutputs(), new byte[] {(byte) step});
    }

    @Override
    public void close() {}
}
