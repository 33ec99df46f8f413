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
import java.util.Set;
import java.util.stream.IntStream;

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
    private final List<Weight> trained;
    private final Set<String> trainedKeys;
    private final Map<Part, List<PtNDArray>> parts = new EnumMap<>(Part.class);
    private final List<PtNDArray> gradients;

    private TrainingTensors(NetworkConfiguration configuration, TrainedPart part, TorchModule module) {
        NetworkPlan plan = NetworkPlan.of(configuration);
        trainedKeys = part.keys(plan);
        weights = plan.weights().toList();
        trained = weights.stream().filter(this::changes).toList();
        gradients = tensors(trained, weight -> zeros(module, weight));
    }

    static TrainingTensors start(
            NetworkConfiguration configuration, Checkpoint checkpoint, TrainedPart trained, TorchModule module) {
        var _ = StateDictLayout.of(configuration).read(checkpoint); // complains of all that is wrong
        TrainingTensors tensors = new TrainingTensors(configuration, trained, module);
        for (Part part : Part.values()) {
            boolean fromWeights = part == Part.WEIGHT || part == Part.AVERAGE;
            tensors.fill(
                    part,
                    weight -> fromWeights
                            ? copy(module, weight, checkpoint.tensor(weight.key()))
                            : zeros(module, weight));
        }
        return tensors;
    }

    static TrainingTensors resume(
            NetworkConfiguration configuration, Checkpoint state, TrainedPart trained, TorchModule module) {
        TrainingTensors tensors = new TrainingTensors(configuration, trained, module);
        for (Part part : Part.values()) {
            tensors.fill(part, weight -> copy(module, weight, stored(state, part, weight)));
        }
        return tensors;
    }

    private void fill(Part part, Maker maker) {
        parts.put(part, tensors(weightsOf(part), maker));
    }

    /** All weights, but of those that do not change nothing else. */
    private List<Weight> weightsOf(Part part) {
        return part == Part.WEIGHT ? weights : trained;
    }

    /** Of all weights, in the state dict's order. */
    List<PtNDArray> weights() {
        return parts.getOrDefault(Part.WEIGHT, List.of());
    }

    /** Of the weights that change, in the state dict's order. */
    List<PtNDArray> trained(Part part) {
        List<PtNDArray> arrays = parts.getOrDefault(part, List.of());
        if (part != Part.WEIGHT) {
            return arrays;
        }
        return IntStream.range(0, arrays.size())
                .filter(i -> changes(weights.get(i)))
                .mapToObj(arrays::get)
                .toList();
    }

    /** One for each weight: 1 where it changes. */
    long[] changing() {
        return weights.stream().mapToLong(weight -> changes(weight) ? 1 : 0).toArray();
    }

    private boolean changes(Weight weight) {
        return trainedKeys.contains(weight.key());
    }

    /** Of the weights that change, in the state dict's order. */
    List<PtNDArray> gradients() {
        return gradients;
    }

    HostTensors state() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        Map<String, PtNDArray> arrays = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            List<Weight> kept = weightsOf(part);
            for (int i = 0; i < kept.size(); i++) {
                String key = part.key(kept.get(i).key());
                shapes.put(key, kept.get(i).shape());
                arrays.put(key, parts.getOrDefault(part, List.of()).get(i));
            }
        }
        return host(shapes, arrays);
    }

    HostTensors average() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        Map<String, PtNDArray> arrays = new LinkedHashMap<>();
        for (int i = 0; i < weights.size(); i++) {
            shapes.put(weights.get(i).key(), weights.get(i).shape());
            arrays.put(weights.get(i).key(), weights().get(i));
        }
        for (int i = 0; i < trained.size(); i++) {
            arrays.put(trained.get(i).key(), trained(Part.AVERAGE).get(i));
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
