package dev.sailplane.diffusion.checkpoint;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Weights made by a formula from key and index, so that benchmarks and reference vectors need no file of weights: a
 * hash of (CRC-32 of the key, flat index), scaled so that activations neither vanish nor grow. Not a trained network.
 */
public final class FormulaCheckpoint implements Checkpoint {
    private static final int GOLDEN_RATIO = 0x9E3779B9;

    private final Map<String, List<Long>> shapes;

    @SuppressWarnings("MustBeClosedChecker") // closed with this
    private final Arena arena = Arena.ofShared();

    /** Weights for the given keys and shapes, computed when asked for and kept until closed. */
    public FormulaCheckpoint(Map<String, List<Long>> shapes) {
        this.shapes = new LinkedHashMap<>(shapes);
    }

    @Override
    public Set<String> keys() {
        return Collections.unmodifiableSet(shapes.keySet());
    }

    @Override
    public StoredTensor tensor(String key) {
        List<Long> shape = shapes.get(key);
        if (shape == null) {
            throw new NoSuchElementException(key);
        }
        int elements = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
        float[] values = fill(key, shape, elements);
        MemorySegment data = arena.allocate(4L * elements, 64);
        MemorySegment.copy(values, 0, data, ValueLayout.JAVA_FLOAT, 0, elements);
        return new StoredTensor(ElementType.FLOAT32, shape, data);
    }

    @Override
    public void close() {
        arena.close();
    }

    /** Evenly distributed values in [-scale, scale), the same for the same key and length. */
    public static float[] values(String key, int count, double scale) {
        return affine(key, count, 0, scale);
    }

    /** The formula's 32-bit hash of a key and a flat index. */
    public static int hash(String key, int index) {
        return mix(seed(key) + index * GOLDEN_RATIO);
    }

    private static float[] fill(String key, List<Long> shape, int elements) {
        if (shape.size() >= 2) {
            double fanIn = (double) elements / shape.getFirst();
            return affine(key, elements, 0, Math.sqrt(3 / fanIn));
        }
        String name = key.substring(key.lastIndexOf('.') + 1);
        boolean gain = name.equals("weight") || name.equals("g");
        return gain ? affine(key, elements, 1, 0.1) : affine(key, elements, 0, 0.05);
    }

    private static float[] affine(String key, int count, double base, double scale) {
        int seed = seed(key);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            double v = (mix(seed + i * GOLDEN_RATIO) >>> 8) * 0x1p-23 - 1;
            values[i] = (float) (base + scale * v);
        }
        return values;
    }

    private static int seed(String key) {
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    private static int mix(int value) { // MurmurHash3's finaliser
        int h = value;
        h ^= h >>> 16;
        h *= 0x85EBCA6B;
        h ^= h >>> 13;
        h *= 0xC2B2AE35;
        h ^= h >>> 16;
        return h;
    }
}
