package dev.sailplane.diffusion.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import java.util.Map;

/**
 * A {@link PictureClassifier} that learns. On a CPU the same steps with the same number of threads give the same bits. Not
 * for use by several threads at once. Whoever started it closes it.
 */
public final class TrainableClassifier implements AutoCloseable {
    private final TorchModule module;
    private final Map<String, List<Long>> shapes;
    private final List<PtNDArray> weights;
    private final List<PtNDArray> gradients;
    private final List<PtNDArray> firstMoments;
    private final List<PtNDArray> secondMoments;
    private final List<PtNDArray> averages;

    private TrainableClassifier(TorchModule module, int labels, long seed) {
        this.module = module;
        shapes = ClassifierWeights.shapes(labels);
        weights = ClassifierWeights.random(labels, seed, module);
        averages = ClassifierWeights.random(labels, seed, module);
        gradients = zeros();
        firstMoments = zeros();
        secondMoments = zeros();
    }

    /**
     * Starts from random weights.
     *
     * @param labels how many there are to tell apart
     * @param seed decides the weights
     * @throws IllegalArgumentException when this machine lacks the device
     */
    public static TrainableClassifier start(int labels, long seed, ComputeSettings settings) {
        return new TrainableClassifier(TorchModule.loadClassifier(settings), labels, seed);
    }

    /**
     * Makes a step.
     *
     * @param pictures as {@link PictureClassifier#look} takes them, at least one
     * @param labels what each of them shows, counted from 0
     * @return mean cross entropy of the pictures before the step
     */
    public double step(List<PixelTensor> pictures, long[] labels, AdamWStep step) {
        try (TorchScope scope = new TorchScope(module.manager());
                IValue numbers = IValue.listFrom(step.numbers())) {
            double loss = accumulate(scope, pictures, labels);
            var _ = scope.floats(module.run(
                    "update",
                    scope.list(weights),
                    scope.list(gradients),
                    scope.list(firstMoments),
                    scope.list(secondMoments),
                    scope.list(averages),
                    numbers));
            return loss;
        }
    }

    /** The weights' moving average, which {@link PictureClassifier} reads; valid as long as this. */
    public HostTensors average() {
        List<String> keys = List.copyOf(shapes.keySet());
        return new HostTensors(shapes, key -> averages.get(keys.indexOf(key)).toFloatArray());
    }

    @Override
    public void close() {
        module.close();
    }

    private double accumulate(TorchScope scope, List<PixelTensor> pictures, long... labels) {
        NDList arguments = new NDList();
        add(arguments, scope.floats(new float[1], 1), "module_method:accumulate");
        weights.forEach(weight -> add(arguments, weight, "weights[]"));
        gradients.forEach(gradient -> add(arguments, gradient, "gradients[]"));
        add(arguments, PictureClassifier.batch(scope, pictures), "batch[]");
        add(arguments, scope.longs(labels, labels.length), "batch[]");
        try (NDList answer = module.train(arguments)) {
            return answer.getFirst().toFloatArray()[0];
        }
    }

    private static void add(NDList arguments, PtNDArray array, String name) {
        array.setName(name);
        arguments.add(array);
    }

    private List<PtNDArray> zeros() {
        return shapes.values().stream()
                .map(shape -> (PtNDArray) module.manager()
                        .zeros(
                                new Shape(shape.stream()
                                        .mapToLong(Long::longValue)
                                        .toArray()),
                                DataType.FLOAT32))
                .toList();
    }
}
