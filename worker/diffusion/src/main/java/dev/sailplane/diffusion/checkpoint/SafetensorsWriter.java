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

/** Writes safetensors files of 32-bit numbers, one tensor in memory at a time. */
public final class SafetensorsWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    /**
     * Writes a file so that, whatever happens, it holds the old content or the new one: to a temporary file beside it,
     * forced to the disk, then renamed.
     *
     * @param metadata texts that go into the header
     * @param shapes sizes by name, in the order they are to be written
     * @param values a tensor's numbers, row-major; asked for once a tensor, in that order
     * @throws IllegalArgumentException when a tensor has not as many numbers as its shape says
     * @throws IOException when the file cannot be written; what was there before is still there
     */
    public static void write(
            Path file, Map<String, String> metadata, Map<String, List<Long>> shapes, Function<String, float[]> values)
            throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeFully(channel, header(metadata, shapes));
            for (Map.Entry<String, List<Long>> tensor : shapes.entrySet()) {
                writeFully(channel, bytes(tensor.getKey(), tensor.getValue(), values.apply(tensor.getKey())));
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ByteBuffer header(Map<String, String> metadata, Map<String, List<Long>> shapes) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode texts = header.putObject("__metadata__");
        metadata.forEach(texts::put);
        long offset = 0;
        for (Map.Entry<String, List<Long>> tensor : shapes.entrySet()) {
            long end = offset + Float.BYTES * elements(tensor.getValue());
            ObjectNode entry = header.putObject(tensor.getKey());
            entry.put("dtype", "F32");
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

    private static ByteBuffer bytes(String name, List<Long> shape, float[] values) {
        if (values.length != elements(shape)) {
            throw new IllegalArgumentException(
                    "%d numbers do not make %s of shape %s".formatted(values.length, name, shape));
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
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
