package dev.sailplane.diffusion.network;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.StoredTensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys and shapes that a configuration demands of a state dict, in the order of the public files: text embeddings,
 * time embedding, input blocks, middle block, output blocks, last layers, text transformer.
 */
public final class StateDictLayout {
    private static final int NAMED = 5;

    private final Map<String, List<Long>> shapes;

    private StateDictLayout(Map<String, List<Long>> shapes) {
        this.shapes = Collections.unmodifiableMap(shapes);
    }

    /** The layout of a network. */
    public static StateDictLayout of(NetworkConfiguration configuration) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        NetworkPlan.of(configuration).weights().forEach(weight -> shapes.put(weight.key(), weight.shape()));
        return new StateDictLayout(shapes);
    }

    /** Shape by key, in the public files' order; unmodifiable. */
    public Map<String, List<Long>> shapes() {
        return shapes;
    }

    /**
     * Takes from a checkpoint exactly these tensors.
     *
     * @return tensors by key, valid until the checkpoint is closed
     * @throws StateDictException naming the first few keys that are missing, unexpected or of another shape
     */
    public Map<String, StoredTensor> read(Checkpoint checkpoint) {
        Map<String, StoredTensor> tensors = shapes.keySet().parallelStream()
                .filter(checkpoint.keys()::contains)
                .collect(Collectors.toMap(key -> key, checkpoint::tensor));
        List<String> complaints = new ArrayList<>();
        complain(complaints, "missing", missingFrom(tensors.keySet()));
        complain(complaints, "unexpected", unexpectedIn(checkpoint.keys()));
        complain(complaints, "of another shape", misshapenIn(tensors));
        if (!complaints.isEmpty()) {
            throw new StateDictException("the checkpoint is not of this network: " + String.join("; ", complaints));
        }
        return tensors;
    }

    private List<String> missingFrom(Set<String> keys) {
        return shapes.keySet().stream().filter(key -> !keys.contains(key)).toList();
    }

    private List<String> unexpectedIn(Set<String> keys) {
        return keys.stream().filter(key -> !shapes.containsKey(key)).toList();
    }

    private List<String> misshapenIn(Map<String, StoredTensor> tensors) {
        List<String> misshapen = new ArrayList<>();
        shapes.forEach((key, demanded) -> {
            StoredTensor found = tensors.get(key);
            if (found != null && !found.shape().equals(demanded)) {
                misshapen.add("%s is %s instead of %s".formatted(key, found.shape(), demanded));
            }
        });
        return misshapen;
    }

    private static void complain(List<String> complaints, String what, Collection<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        String named = keys.stream().limit(NAMED).collect(Collectors.joining(", "));
        String rest = keys.size() > NAMED ? " and %d more".formatted(keys.size() - NAMED) : "";
        complaints.add("%d tensor(s) %s (%s%s)".formatted(keys.size(), what, named, rest));
    }
}
