package dev.sailplane.diffusion.checkpoint;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * One tensor of a state dict: dense, row-major, little endian.
 *
 * @param type the elements' number format
 * @param shape sizes of the dimensions, outermost first; empty for a scalar
 * @param data exactly {@code elements * type.bytes()} bytes, not necessarily aligned; usually a view of the
 *     mapped file, valid until the {@link Checkpoint} it came from is closed
 */
public record StoredTensor(ElementType type, List<Long> shape, MemorySegment data) {
    public StoredTensor {
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(size -> size < 0)) {
            throw new IllegalArgumentException("no tensor has the shape " + shape);
        }
        long expected = Math.multiplyExact(elements(shape), type.bytes());
        if (data.byteSize() != expected) {
            throw new IllegalArgumentException(
                    "a %s tensor of shape %s takes %d bytes, not %d".formatted(type, shape, expected, data.byteSize()));
        }
    }

    /** Number of elements; 1 for a scalar. */
    public long elements() {
        return elements(shape);
    }

    private static long elements(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
