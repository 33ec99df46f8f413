package dev.sailplane.diffusion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sailplane.diffusion.checkpoint.SafetensorsCheckpoint;
import dev.sailplane.diffusion.checkpoint.StoredTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;

/** Reference vectors: one safetensors file of {@code src/test/resources/golden}, and the manifest beside them. */
public final class Golden implements AutoCloseable {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final SafetensorsCheckpoint file;

    private Golden(SafetensorsCheckpoint file) {
        this.file = file;
    }

    /** Opens {@code golden/NAME.safetensors}. */
    public static Golden open(String name) {
        try {
            return new Golden(SafetensorsCheckpoint.open(path(name + ".safetensors")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A file of the golden folder. */
    public static Path path(String file) {
        try {
            return Path.of(Objects.requireNonNull(Golden.class.getResource("/golden/" + file), file)
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A JSON file of the golden folder. */
    public static JsonNode json(String file) {
        try {
            return new ObjectMapper().readTree(path(file).toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public boolean has(String key) {
        return file.keys().contains(key);
    }

    public StoredTensor tensor(String key) {
        return file.tensor(key);
    }

    public int[] shape(String key) {
        return tensor(key).shape().stream().mapToInt(Math::toIntExact).toArray();
    }

    public float[] floats(String key) {
        return tensor(key).data().toArray(FLOAT);
    }

    public double[] doubles(String key) {
        return tensor(key).data().toArray(DOUBLE);
    }

    public long[] longs(String key) {
        return tensor(key).data().toArray(LONG);
    }

    public byte[] bytes(String key) {
        MemorySegment data = tensor(key).data();
        return data.toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public void close() {
        file.close();
    }
}
