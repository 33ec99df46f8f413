package dev.sailplane.training.run;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.ElementType;
import dev.sailplane.diffusion.checkpoint.StoredTensor;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.StateDictLayout;
import dev.sailplane.training.data.Keys;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.zip.CRC32;

/**
 * Weights to start from: layers evenly within one over the square root of their fan-in, as PyTorch does; norms do nothing;
 * the last layer of every block is zero, so that blocks begin as the identity, and so is the network's, but for what
 * {@link PassThrough} lets out. Tokens are standard
 * normal, as PyTorch's embeddings are: smaller ones are drowned by the layers' own constants. What stands for a place or
 * for nothing, which the reference leaves to chance, is small.
 */
final class InitialWeights implements Checkpoint {
    private static final double PLACE_DEVIATION = 0.02;

    private final Map<String, List<Long>> shapes;
    private final PassThrough passThrough;
    private final long seed;

    @SuppressWarnings("MustBeClosedChecker") // closed with this
    private final Arena arena = Arena.ofShared();

    InitialWeights(NetworkConfiguration configuration, long seed) {
        shapes = StateDictLayout.of(configuration).shapes();
        passThrough = new PassThrough(configuration);
        this.seed = seed;
    }

    @Override
    public Set<String> keys() {
        return shapes.keySet();
    }

    @Override
    public StoredTensor tensor(String key) {
        List<Long> shape = shape(key);
        float[] values = new float[Math.toIntExact(elements(shape))];
        fill(key, shape, values);
        passThrough.open(key, shape, values);
        MemorySegment data = arena.allocate(Float.BYTES * (long) values.length, 64);
        MemorySegment.copy(values, 0, data, ValueLayout.JAVA_FLOAT, 0, values.length);
        return new StoredTensor(ElementType.FLOAT32, shape, data);
    }

    @Override
    public void close() {
        arena.close();
    }

    private void fill(String key, List<Long> shape, float[] values) {
        SplittableRandom random = new SplittableRandom(Keys.of(seed, crc(key)));
        if (isZero(key)) {
            return;
        }
        if (key.startsWith("token_embedding")) {
            put(values, random::nextGaussian);
        } else if (key.endsWith("embedding")) {
            put(values, () -> PLACE_DEVIATION * random.nextGaussian());
        } else if (isNorm(key)) {
            Arrays.fill(values, key.endsWith(".weight") ? 1 : 0);
        } else {
            List<Long> matrix = shape.size() > 1 ? shape : shape(key.replaceFirst("bias$", "weight"));
            double bound = 1 / Math.sqrt((double) elements(matrix) / matrix.getFirst());
            put(values, () -> bound * (2 * random.nextDouble() - 1));
        }
    }

    private static void put(float[] values, DoubleSupplier source) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) source.getAsDouble();
        }
    }

    private static boolean isZero(String key) {
        return key.contains(".out_layers.3.") || key.contains(".proj_out.") || key.startsWith("out.2.");
    }

    private boolean isNorm(String key) {
        return shape(key.replaceFirst("bias$", "weight")).size() == 1;
    }

    private List<Long> shape(String key) {
        List<Long> shape = shapes.get(key);
        if (shape == null) {
            throw new NoSuchElementException(key);
        }
        return shape;
    }

    private static long elements(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    private static long crc(String key) {
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
