package dev.sailplane.diffusion.network;

import ai.djl.pytorch.jni.IValue;
import dev.sailplane.diffusion.checkpoint.FormulaCheckpoint;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How fast this machine convolves at best: the ceiling that a network's speed is to be measured against. The
 * convolutions are those of the public base network, run exactly as the network runs its own.
 */
public final class ConvolutionPeak {
    private static final int ROWS = 2;
    private static final int TAPS = 9;

    private ConvolutionPeak() {}

    /** A 3x3 convolution that keeps its channels. */
    private record Shape(int channels, int side) {
        double gigaflops() {
            return 2e-9 * ROWS * side * side * TAPS * channels * channels;
        }
    }

    /**
     * The fastest of the network's kinds of convolution.
     *
     * @param each how long to run each kind
     * @return GFLOP/s, a multiplication and an addition counting as two
     * @throws IllegalArgumentException when this machine lacks the device, or the device the precision
     */
    public static double measure(ComputeSettings settings, Duration each) {
        try (TorchModule module = TorchModule.load(PublicConfigurations.BASE, settings)) {
            return List.of(new Shape(192, 64), new Shape(384, 32), new Shape(576, 16), new Shape(768, 16)).stream()
                    .mapToDouble(shape -> measure(module, shape, each))
                    .max()
                    .orElseThrow();
        }
    }

    private static double measure(TorchModule module, Shape shape, Duration each) {
        int channels = shape.channels();
        try (TorchScope scope = new TorchScope(module.manager())) {
            IValue weight = onDevice(
                    scope,
                    module.run(
                            "convolution_weight",
                            values(scope, channels, channels, 3, 3),
                            scope.value(module.productType()),
                            scope.value(1),
                            scope.value(shape.side())));
            IValue bias = onDevice(scope, module.run("feature", values(scope, channels)));
            IValue picture =
                    onDevice(scope, module.run("feature", values(scope, ROWS, channels, shape.side(), shape.side())));
            IValue mark = values(scope, 1);
            Runnable convolve = () -> forget(module, module.run("convolution", picture, weight, bias, scope.value(1)));
            Runnable finish = () -> scope.floats(module.run("exact_weight", mark)); // a GPU answers when it is done
            return shape.gigaflops() * callsPerSecond(convolve, finish, each);
        }
    }

    private static IValue values(TorchScope scope, long... shape) {
        int elements = Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
        return scope.value(scope.floats(FormulaCheckpoint.values("peak", elements, 1), shape));
    }

    private static IValue onDevice(TorchScope scope, IValue answer) {
        return scope.value(scope.tensor(answer));
    }

    private static void forget(TorchModule module, IValue answer) {
        try (TorchScope call = new TorchScope(module.manager())) {
            call.tensor(answer);
        }
    }

    private static double callsPerSecond(Runnable call, Runnable finish, Duration atLeast) {
        call.run();
        call.run();
        finish.run();
        long start = System.nanoTime();
        int calls = 0;
        do {
            call.run();
            calls++;
        } while (System.nanoTime() - start < atLeast.toNanos());
        finish.run();
        return calls * 1e9 / (System.nanoTime() - start);
    }
}
