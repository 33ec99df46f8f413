package dev.sailplane.worker.job;

import dev.sailplane.contract.Numerics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Draws single bytes, in as many steps as ordered or else as made with, as slowly as asked to; goes on from a checkpoint. */
public final class FakeImageEngine implements ImageEngine {
    public final List<ImageOrder> orders = new CopyOnWriteArrayList<>();
    public final int steps;
    public final AtomicInteger stepsDone = new AtomicInteger();
    public volatile Duration pace = Duration.ZERO;
    public volatile double secondsLeft;
    public volatile Optional<RuntimeException> failure = Optional.empty();
    /** How many more drawings fail before their first step. */
    public final AtomicInteger failures = new AtomicInteger();
    /** Steps after which each drawing fails. */
    public volatile int failsAfter = Integer.MAX_VALUE;

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
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw failedOnPurpose();
        }
        int steps = order.input().numInferenceSteps().orElse(this.steps);
        int first = order.checkpoint().map(FakeImageEngine::step).orElse(0) + 1;
        for (int step = first; step <= steps; step++) {
            Thread.sleep(pace);
            stepsDone.incrementAndGet();
            listener.step(new EngineStep(
                    "base", step, steps, (double) step / steps, Map.of(), previews(order, step), new State(step)));
            if (step - first + 1 == failsAfter) {
                throw failedOnPurpose();
            }
        }
        List<Picture> pictures = IntStream.range(0, order.input().numOutputs())
                .mapToObj(index -> new Picture(64, 64, order.input().output().format(), new byte[] {(byte) index}))
                .toList();
        return new DrawnImages(pictures, Duration.ofMillis(1_500), Numerics.EXACT);
    }

    private static RetriableFailureException failedOnPurpose() {
        return new RetriableFailureException("failed on purpose", new IllegalStateException());
    }

    private static PreviewPictures previews(ImageOrder order, int step) {
        return () -> Collections.nCopies(order.input().numOutputs(), new byte[] {(byte) step});
    }

    @Override
    public void close() {}

    /** The work in progress after a step. */
    public static byte[] state(int step) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(step).array();
    }

    /** The step whose work in progress it is. */
    public static int step(byte[] state) {
        return ByteBuffer.wrap(state).getInt();
    }

    private record State(int step) implements WorkInProgress {
        @Override
        public byte[] bytes() {
            return state(step);
        }

        @Override
        public Duration deviceTime() {
            return Duration.ofMillis(10L * step);
        }
    }
}
