package dev.sailplane.diffusion.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes safetensors files, one tensor in memory at a time. */
public final class SafetensorsWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    /** The same with numbers of 32 bits. */
    public static void write(
            Path file, Map<String, String> metadata, Map<String, List<Long>> shapes, Function<String, float[]> values)
            throws IOException {
        write(file, metadata, shapes, values, ElementType.FLOAT32);
    }

    /**
     * Writes a file so that, whatever happens, it holds the old content or the new one: to a temporary file beside it,
     * forced to the disk, then renamed.
     *
     * @param metadata texts that go into the header
     * @param shapes sizes by name, in the order they are to be written
     * @param values a tensor's numbers, row-major; asked for once a tensor, in that order
     * @param type how numbers are stored: FLOAT32, or FLOAT16, to which they are rounded
     * @throws IllegalArgumentException when a tensor has not as many numbers as its shape says, or one is too large for
     *     the type
     * @throws IOException when the file cannot be written; what was there before is still there
     */
    public static void write(
            Path file,
            Map<String, String> metadata,
            Map<String, List<Long>> shapes,
            Function<String, float[]> values,
            ElementType type)
            throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeFully(channel, header(metadata, shapes, type));
            for (Map.Entry<String, List<Long>> tensor : shapes.entrySet()) {
                writeFully(channel, bytes(tensor.getKey(), tensor.getValue(), values.apply(tensor.getKey()), type));
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ByteBuffer header(Map<String, String> metadata, Map<String, List<Long>> shapes, ElementType type)
            throws IOException {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode texts = header.putObject("__metadata__");
        metadata.forEach(texts::put);
        long offset = 0;
        for (Map.Entry<String, List<Long>> tensor : shapes.entrySet()) {
            long end = offset + type.bytes() * elements(tensor.getValue());
            ObjectNode entry = header.putObject(tensor.getKey());
            entry.put("dtype", name(type));
            tensor.getValue().forEach(entry.putArray("shape")::add);
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] text = JSON.writeValueAsBytes(header);
        int padding = Math.floorMod(-text.length, ALIGNMENT); // so that readers may map the numbers in place
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + text.length + padding).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong((long) text.length + padding).put(text);
        while (bytes.hasRemaining()) {
            bytes.put((byte) ' ');
        }
        return bytes.flip();
    }

    private static ByteBuffer bytes(String name, List<Long> shape, float[] values, ElementType type) {
        if (values.length != elements(shape)) {
            throw new IllegalArgumentException(
                    "%d numbers do not make %s of shape %s".formatted(values.length, name, shape));
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(type.bytes(), values.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        if (type == ElementType.FLOAT32) {
            bytes.asFloatBuffer().put(values);
            return bytes;
        }
        for (float value : values) {
            short half = Float.floatToFloat16(value);
            if (Float.isFinite(value) && Float.isInfinite(Float.float16ToFloat(half))) {
                throw new IllegalArgumentException("%s has %s, too large for 16 bits".formatted(name, value));
            }
            bytes.putShort(half);
        }
        return bytes.flip();
    }

    private static String name(ElementType type) {
        return switch (type) {
            case FLOAT32 -> "F32";
            case FLOAT16 -> "F16";
            default -> throw new IllegalArgumentException("weights are not written as " + type);
        };
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static long elements(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
