package dev.sailplane.diffusion.checkpoint;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file: an 8-byte header length, a JSON header naming each tensor's type, shape and byte range, then the
 * bytes. Memory-mapped, so files above 2 GiB cost no heap.
 */
public final class SafetensorsCheckpoint implements Checkpoint {
    private static final long MAXIMUM_HEADER_BYTES = 16L << 20; // 797 tensors take about 100 kB
    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final String METADATA = "__metadata__";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Arena arena;
    private final Map<String, StoredTensor> tensors;
    private final Map<String, String> metadata;

    private SafetensorsCheckpoint(Arena arena, Map<String, StoredTensor> tensors, Map<String, String> metadata) {
        this.arena = arena;
        this.tensors = tensors;
        this.metadata = metadata;
    }

    /**
     * Maps a file and reads its header.
     *
     * @throws CheckpointException when the file is no safetensors file or shorter than its header says
     * @throws IOException when the file cannot be read
     */
    @SuppressWarnings("MustBeClosedChecker") // the checkpoint owns the arena
    public static SafetensorsCheckpoint open(Path file) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            MemorySegment data = data(file, bytes);
            JsonNode header = readHeader(file, bytes);
            Map<String, StoredTensor> tensors = KeyPrefixes.strip(tensors(file, header, data));
            return new SafetensorsCheckpoint(arena, tensors, metadata(header));
        } catch (Throwable failure) {
            arena.close();
            throw failure;
        }
    }

    @Override
    public Set<String> keys() {
        return Collections.unmodifiableSet(tensors.keySet());
    }

    @Override
    public StoredTensor tensor(String key) {
        StoredTensor tensor = tensors.get(key);
        if (tensor == null) {
            throw new NoSuchElementException(key);
        }
        return tensor;
    }

    @Override
    public void close() {
        arena.close();
    }

    /** The texts in the header, by name; unmodifiable. */
    public Map<String, String> metadata() {
        return metadata;
    }

    private static MemorySegment data(Path file, MemorySegment bytes) {
        if (bytes.byteSize() < LENGTH.byteSize()) {
            throw new CheckpointException(file, "is too short to be a safetensors file");
        }
        long headerLength = bytes.get(LENGTH, 0);
        long start = LENGTH.byteSize() + headerLength;
        if (headerLength < 2 || headerLength > MAXIMUM_HEADER_BYTES || start > bytes.byteSize()) {
            throw new CheckpointException(file, "is no safetensors file, or truncated in its header");
        }
        return bytes.asSlice(start);
    }

    private static JsonNode readHeader(Path file, MemorySegment bytes) {
        byte[] header = bytes.asSlice(LENGTH.byteSize(), bytes.get(LENGTH, 0)).toArray(ValueLayout.JAVA_BYTE);
        try {
            return JSON.readTree(new String(header, StandardCharsets.UTF_8));
        } catch (JacksonException notJson) {
            throw new CheckpointException(file, "is no safetensors file: its header is not JSON", notJson);
        }
    }

    private static Map<String, StoredTensor> tensors(Path file, JsonNode header, MemorySegment data) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (!entry.getKey().equals(METADATA)) {
                tensors.put(entry.getKey(), tensor(file, entry.getKey(), entry.getValue(), data));
            }
        }
        return tensors;
    }

    private static Map<String, String> metadata(JsonNode header) {
        Map<String, String> metadata = new LinkedHashMap<>();
        header.path(METADATA)
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        return Collections.unmodifiableMap(metadata);
    }

    private static StoredTensor tensor(Path file, String key, JsonNode entry, MemorySegment data) {
        ElementType type = elementType(entry.path("dtype").asText());
        if (type == null) {
            throw new CheckpointException(
                    file, "holds %s with the unsupported dtype %s".formatted(key, entry.path("dtype")));
        }
        if (!entry.path("shape").isArray()) {
            throw new CheckpointException(file, "is inconsistent at %s: it has no shape".formatted(key));
        }
        var shape = StreamSupport.stream(entry.path("shape").spliterator(), false)
                .map(size -> size.asLong(-1))
                .toList();
        long begin = entry.path("data_offsets").path(0).asLong(-1);
        long end = entry.path("data_offsets").path(1).asLong(-1);
        if (begin < 0 || end < begin || end > data.byteSize()) {
            throw new CheckpointException(
                    file, "is truncated: %s ends at byte %d of %d".formatted(key, end, data.byteSize()));
        }
        try {
            return new StoredTensor(type, shape, data.asSlice(begin, end - begin));
        } catch (IllegalArgumentException | ArithmeticException wrongSize) {
            throw new CheckpointException(
                    file, "is inconsistent at %s: %s".formatted(key, wrongSize.getMessage()), wrongSize);
        }
    }

    private static @Nullable ElementType elementType(String dtype) {
        return switch (dtype) {
            case "F64" -> ElementType.FLOAT64;
            case "F32" -> ElementType.FLOAT32;
            case "F16" -> ElementType.FLOAT16;
            case "BF16" -> ElementType.BFLOAT16;
            case "I64" -> ElementType.INT64;
            case "I32" -> ElementType.INT32;
            case "I16" -> ElementType.INT16;
            case "I8" -> ElementType.INT8;
            case "U8" -> ElementType.UINT8;
            case "BOOL" -> ElementType.BOOL;
            default -> null;
        };
    }
}
