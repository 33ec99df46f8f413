package dev.sailplane.diffusion.checkpoint;

import dev.sailplane.diffusion.checkpoint.PickleValue.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A tensor as a strided view of its storage, checked to lie within it. Complaints are {@link IllegalArgumentException}s
 * that continue the tensor's key.
 */
final class StridedView {
    private final Tensor tensor;
    private final MemorySegment storage;
    private final long elements;

    /** @param storage the storage's bytes */
    StridedView(Tensor tensor, MemorySegment storage) {
        this.tensor = tensor;
        this.storage = storage;
        try {
            this.elements = tensor.shape().stream().reduce(1L, Math::multiplyExact);
            requireWithinStorage();
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException("is larger than any tensor can be", overflow);
        }
    }

    /** The elements in row-major order: a slice where the storage holds them so, else a copy in the arena. */
    StoredTensor dense(Arena arena) {
        int width = tensor.storage().type().bytes();
        MemorySegment data = isDense()
                ? storage.asSlice(tensor.offset() * width, elements * width)
                : gathered(arena.allocate(elements * width, Long.BYTES), width);
        return new StoredTensor(tensor.storage().type(), tensor.shape(), data);
    }

    private void requireWithinStorage() {
        long held = tensor.storage().elements();
        if (Math.multiplyExact(held, tensor.storage().type().bytes()) > storage.byteSize()) {
            throw new IllegalArgumentException(
                    "needs %d elements of storage %s, which has %d bytes. Is the file truncated?"
                            .formatted(held, tensor.storage().key(), storage.byteSize()));
        }
        if (elements == 0 ? tensor.offset() > held : lastIndex() >= held || elements > held) {
            throw new IllegalArgumentException(
                    "reaches beyond its storage " + tensor.storage().key());
        }
    }

    private long lastIndex() {
        long last = tensor.offset();
        for (int i = 0; i < tensor.shape().size(); i++) {
            last = Math.addExact(
                    last,
                    Math.multiplyExact(
                            tensor.shape().get(i) - 1, tensor.strides().get(i)));
        }
        return last;
    }

    private boolean isDense() {
        long expected = 1;
        for (int i = tensor.shape().size() - 1; i >= 0; i--) {
            long size = tensor.shape().get(i);
            if (size != 1 && tensor.strides().get(i) != expected && elements > 0) {
                return false;
            }
            expected *= size;
        }
        return true;
    }

    private MemorySegment gathered(MemorySegment target, int width) {
        List<Long> shape = tensor.shape();
        long[] index = new long[shape.size()];
        long source = tensor.offset();
        for (long i = 0; i < elements; i++) {
            MemorySegment.copy(storage, source * width, target, i * width, width);
            for (int axis = index.length - 1; axis >= 0; axis--) {
                long stride = tensor.strides().get(axis);
                source += stride;
                if (++index[axis] < shape.get(axis)) {
                    break;
                }
                source -= index[axis] * stride;
                index[axis] = 0;
            }
        }
        return target;
    }
}
