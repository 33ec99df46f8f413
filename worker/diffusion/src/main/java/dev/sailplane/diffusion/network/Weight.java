package dev.sailplane.diffusion.network;

import java.util.List;

/**
 * One tensor of a state dict: where it lies and what becomes of it on the device.
 *
 * @param key name in the state dict
 * @param shape sizes in the state dict
 * @param role decides number format and layout
 */
record Weight(String key, List<Long> shape, Role role) {
    Weight {
        shape = List.copyOf(shape);
    }

    long[] sizes() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** What a weight is to the network. The mixed precisions narrow some and leave others at 32 bits. */
    sealed interface Role {
        /** Multiplies features: narrowed. A Conv1d of one tap is taken as the matrix it is. */
        record Product() implements Role {}

        /** Multiplies features as a convolution: narrowed and packed for pictures of a nominal side. */
        record Convolution(int stride, int side, boolean narrowed) implements Role {}

        /** Gain or bias of a norm: as wide as the device's norms want it. */
        record Norm() implements Role {}

        /** Stays at 32 bits: time embedding, scale and shift, positions, the last layers. */
        record Exact() implements Role {}
    }
}
