package dev.sailplane.diffusion.network;

import ai.djl.pytorch.engine.PtNDArray;
import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.StoredTensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A classifier's weights by name, in the order of {@code classifier.py}: five blocks, then the scores. */
final class ClassifierWeights {
    static final String SCORES = "scores.weight";

    private static final int[] CHANNELS = {3, 32, 64, 128, 128, 128};
    private static final int KERNEL = 3;

    private ClassifierWeights() {}

    static Map<String, List<Long>> shapes(int labels) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        for (int block = 0; block < CHANNELS.length - 1; block++) {
            long out = CHANNELS[block + 1];
            shapes.put("block%d.kernel".formatted(block), List.of(out, (long) CHANNELS[block], (long) KERNEL, (long)
                    KERNEL));
            shapes.put("block%d.gain".formatted(block), List.of(out));
            shapes.put("block%d.bias".formatted(block), List.of(out));
        }
        shapes.put(SCORES, List.of((long) labels, (long) CHANNELS[CHANNELS.length - 1]));
        shapes.put("scores.bias", List.of((long) labels));
        return shapes;
    }

    /** Random kernels that keep the size of what goes through (He et al. 2015, equation 10); a function of the seed. */
    static List<PtNDArray> random(int labels, long seed, TorchModule module) {
        SplittableRandom random = new SplittableRandom(seed);
        List<PtNDArray> weights = new ArrayList<>();
        shapes(labels).forEach((key, shape) -> {
            float[] values = new float[(int) elements(shape)];
            double deviation = shape.size() == 1 ? 0 : Math.sqrt(2.0 * shape.getFirst() / values.length);
            for (int i = 0; i < values.length; i++) {
                values[i] = key.endsWith("gain") ? 1 : (float) (deviation * random.nextGaussian());
            }
            weights.add(kept(module, values, shape));
        });
        return weights;
    }

    /** @throws StateDictException when the checkpoint is of no such classifier */
    static List<PtNDArray> read(Checkpoint checkpoint, TorchModule module) {
        if (!checkpoint.keys().contains(SCORES)) {
            throw new StateDictException("no classifier: it lacks " + SCORES);
        }
        List<PtNDArray> weights = new ArrayList<>();
        int labels = Math.toIntExact(checkpoint.tensor(SCORES).shape().getFirst());
        shapes(labels).forEach((key, shape) -> weights.add(read(checkpoint, key, shape, module)));
        return weights;
    }

    private static PtNDArray read(Checkpoint checkpoint, String key, List<Long> shape, TorchModule module) {
        if (!checkpoint.keys().contains(key) || !checkpoint.tensor(key).shape().equals(shape)) {
            throw new StateDictException("no classifier: it has no %s of shape %s".formatted(key, shape));
        }
        StoredTensor stored = checkpoint.tensor(key);
        try (TorchScope scope = new TorchScope(module.manager())) {
            MemorySegment widened = scope.allocateFloats(stored.elements());
            WeightPreparation.widen(key, stored, widened);
            return kept(module, scope.floats(widened, sizes(shape)));
        }
    }

    static PtNDArray kept(TorchModule module, float[] values, List<Long> shape) {
        try (TorchScope scope = new TorchScope(module.manager())) {
            return kept(module, scope.floats(values, sizes(shape)));
        }
    }

    /** A copy that lives as long as the module. */
    private static PtNDArray kept(TorchModule module, PtNDArray array) {
        PtNDArray copy = (PtNDArray) array.duplicate();
        copy.attach(module.manager());
        return copy;
    }

    static long elements(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    private static long[] sizes(List<Long> shape) {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
