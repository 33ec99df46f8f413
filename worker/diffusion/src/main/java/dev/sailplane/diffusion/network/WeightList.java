package dev.sailplane.diffusion.network;

import dev.sailplane.diffusion.network.Weight.Role;
import java.util.ArrayList;
import java.util.List;

/** Collects weights layer by layer; each method adds a {@code weight} and a {@code bias} under a prefix. */
final class WeightList {
    private final List<Weight> weights = new ArrayList<>();

    List<Weight> weights() {
        return List.copyOf(weights);
    }

    int size() {
        return weights.size();
    }

    WeightList matrix(String key, Role role, int rows, int columns) {
        weights.add(new Weight(key, List.of((long) rows, (long) columns), role));
        return this;
    }

    WeightList linear(String prefix, int in, int out, Role role) {
        return matrix(prefix + ".weight", role, out, in).bias(prefix, out, role);
    }

    /** A Conv1d of one tap, which is a linear layer over the positions. */
    WeightList pointwise(String prefix, int in, int out) {
        weights.add(new Weight(prefix + ".weight", List.of((long) out, (long) in, 1L), new Role.Product()));
        return bias(prefix, out, new Role.Product());
    }

    WeightList norm(String prefix, int channels) {
        weights.add(new Weight(prefix + ".weight", List.of((long) channels), new Role.Norm()));
        return bias(prefix, channels, new Role.Norm());
    }

    WeightList convolution(String prefix, int in, int out, int kernel, Role.Convolution role) {
        List<Long> shape = List.of((long) out, (long) in, (long) kernel, (long) kernel);
        weights.add(new Weight(prefix + ".weight", shape, role));
        return bias(prefix, out, role.narrowed() ? new Role.Product() : new Role.Exact());
    }

    private WeightList bias(String prefix, int channels, Role role) {
        weights.add(new Weight(prefix + ".bias", List.of((long) channels), role));
        return this;
    }
}
