package dev.sailplane.diffusion.network;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.ElementType;
import dev.sailplane.diffusion.checkpoint.StoredTensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Everything of a network that changes in training, on the module's manager, in the state dict's order. */
final class TrainingTensors {
    /** What there is of every weight. */
    enum Part {
        WEIGHT,
        FIRST_MOMENT,
        SECOND_MOMENT,
        AVERAGE;

        String key(String weight) {
            return name().toLowerCase(Locale.ROOT) + "." + weight;
        }
    }

    private final List<Weight> weights;
    private final Map<Part, List<PtNDArray>> parts;
    private final List<PtNDArray> gradients;

    private TrainingTensors(List<Weight> weights, Map<Part, List<PtNDArray>> parts, List<PtNDArray> gradients) {
        this.weights = weights;
        this.parts = parts;
        this.gradients = gradients;
    }

    static TrainingTensors start(NetworkConfiguration configuration, Checkpoint checkpoint, TorchModule module) {
        var _ = StateDictLayout.of(configuration).read(checkpoint); // complains of all that is wrong
        List<Weight> weights = NetworkPlan.of(configuration).weights().toList();
        Map<Part, List<PtNDArray>> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            boolean fromWeights = part == Part.WEIGHT || part == Part.AVERAGE;
            parts.put(
                    part,
                    tensors(
                            weights,
                            weight -> fromWeights
                                    ? copy(module, weight, checkpoint.tensor(weight.key()))
                                    : zeros(module, weight)));
        }
        return new TrainingTensors(weights, parts, tensors(weights, weight -> zeros(module, weight)));
    }

    static TrainingTensors resume(NetworkConfiguration configuration, Checkpoint state, TorchModule module) {
        List<Weight> weights = NetworkPlan.of(configuration).weights().toList();
        Map<Part, List<PtNDArray>> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            parts.put(part, tensors(weights, weight -> copy(module, weight, stored(state, part, weight))));
        }
        return new TrainingTensors(weights, parts, tensors(weights, weight -> zeros(module, weight)));
    }

    List<PtNDArray> of(Part part) {
        return parts.getOrDefault(part, List.of());
    }

    List<PtNDArray> gradients() {
        return gradients;
    }

    HostTensors state() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        Map<String, PtNDArray> arrays = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            for (int i = 0; i < weights.size(); i++) {
                String key = part.key(weights.get(i).key());
                shapes.put(key, weights.get(i).shape());
                arrays.put(key, of(part).get(i));
            }
        }
        return host(shapes, arrays);
    }

    HostTensors average() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        Map<String, PtNDArray> arrays = new LinkedHashMap<>();
        for (int i = 0; i < weights.size(); i++) {
            shapes.put(weights.get(i).key(), weights.get(i).shape());
            arrays.put(weights.get(i).key(), of(Part.AVERAGE).get(i));
        }
        return host(shapes, arrays);
    }

    private static HostTensors host(Map<String, List<Long>> shapes, Map<String, PtNDArray> arrays) {
        return new HostTensors(shapes, key -> {
            PtNDArray array = arrays.get(key);
            if (array == null) {
                throw new IllegalArgumentException("no tensor " + key);
            }
            return array.toFloatArray();
        });
    }

    private interface Maker {
        PtNDArray make(Weight weight);
    }

    private static List<PtNDArray> tensors(List<Weight> weights, Maker maker) {
        List<PtNDArray> tensors = new ArrayList<>();
        weights.forEach(weight -> tensors.add(maker.make(weight)));
        return List.copyOf(tensors);
    }

    private static PtNDArray zeros(TorchModule module, Weight weight) {
        return (PtNDArray) module.manager().zeros(new Shape(weight.sizes()), DataType.FLOAT32);
    }

    /** Memory of its own, whatever becomes of the file. */
    private static PtNDArray copy(TorchModule module, Weight weight, StoredTensor stored) {
        PtNDManager manager = module.manager();
        try (TorchScope scope = new TorchScope(manager)) {
            MemorySegment widened = scope.allocateFloats(stored.elements());
            WeightPreparation.widen(weight.key(), stored, widened);
            PtNDArray copy = (PtNDArray) scope.floats(widened, weight.sizes()).duplicate();
            copy.attach(manager);
            return copy;
        }
    }

    private static StoredTensor stored(Checkpoint state, Part part, Weight weight) {
        String key = part.key(weight.key());
        if (!state.keys().contains(key)) {
            throw new StateDictException("no training state of this network: it lacks " + key);
        }
        StoredTensor tensor = state.tensor(key);
        if (!tensor.shape().equals(weight.shape()) || tensor.type() != ElementType.FLOAT32) {
            throw new StateDictException("no training state of this network: %s is %s of shape %s instead of %s"
                    .formatted(key, tensor.type(), tensor.shape(), weight.shape()));
        }
        return tensor;
    }
}
