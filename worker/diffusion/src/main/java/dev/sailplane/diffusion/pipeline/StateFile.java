package dev.sailplane.diffusion.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sailplane.diffusion.network.PixelTensor;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A generation's state as a safetensors file: for picture N the tensors {@code N.sample} and, while it is enlarged,
 * {@code N.small}, F32 [3, H, W]; its stage and steps are in the metadata as {@code N.stage} and {@code N.steps}.
 */
final class StateFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA = "__metadata__";
    private static final String PICTURES = "pictures";
    private static final int MAXIMUM_PICTURES = 1_000;
    private static final int MAXIMUM_SIDE = 4_096;

    private StateFile() {}

    static byte[] write(GenerationState state) {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode metadata = header.putObject(METADATA);
        metadata.put(PICTURES, Integer.toString(state.pictures().size()));
        List<PixelTensor> tensors = new ArrayList<>();
        int offset = 0;
        for (int i = 0; i < state.pictures().size(); i++) {
            if (state.pictures().get(i).isEmpty()) {
                continue;
            }
            PictureState picture = state.pictures().get(i).get();
            metadata.put(i + ".stage", picture.stage().key());
            metadata.put(i + ".steps", Integer.toString(picture.stepsDone()));
            offset = describe(header, i + ".sample", picture.sample(), offset);
            tensors.add(picture.sample());
            if (picture.small().isPresent()) {
                offset = describe(header, i + ".small", picture.small().get(), offset);
                tensors.add(picture.small().get());
            }
        }
        return file(header, tensors, offset);
    }

    private static int describe(ObjectNode header, String name, PixelTensor tensor, int offset) {
        int end = offset + Float.BYTES * tensor.values().length;
        ObjectNode entry = header.putObject(name);
        entry.put("dtype", "F32");
        entry.putArray("shape").add(tensor.channels()).add(tensor.height()).add(tensor.width());
        entry.putArray("data_offsets").add(offset).add(end);
        return end;
    }

    private static byte[] file(ObjectNode header, List<PixelTensor> tensors, int bytes) {
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + text.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);
        for (PixelTensor tensor : tensors) {
            file.asFloatBuffer().put(tensor.values());
            file.position(file.position() + Float.BYTES * tensor.values().length);
        }
        return file.array();
    }

    static GenerationState read(byte[] bytes) {
        try {
            ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            byte[] text = new byte[Math.toIntExact(bounded(file.getLong(), file.remaining()))];
            file.get(text);
            JsonNode header = JSON.readTree(text);
            ByteBuffer data = file.slice().order(ByteOrder.LITTLE_ENDIAN);
            int count = (int) bounded(header.path(METADATA).path(PICTURES).asLong(-1), MAXIMUM_PICTURES);
            List<Optional<PictureState>> pictures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                pictures.add(picture(header, data, i));
            }
            bounded(data.remaining(), 0);
            return new GenerationState(pictures);
        } catch (IOException | BufferUnderflowException | ArithmeticException malformed) {
            throw new IllegalArgumentException("not a generation's state", malformed);
        }
    }

    private static Optional<PictureState> picture(JsonNode header, ByteBuffer data, int index) {
        if (!header.has(index + ".sample")) {
            return Optional.empty();
        }
        JsonNode metadata = header.path(METADATA);
        return Optional.of(new PictureState(
                stage(metadata.path(index + ".stage").asText()),
                (int) bounded(metadata.path(index + ".steps").asLong(-1), Integer.MAX_VALUE),
                tensor(header.path(index + ".sample"), data),
                header.has(index + ".small")
                        ? Optional.of(tensor(header.path(index + ".small"), data))
                        : Optional.empty()));
    }

    // Tensors follow one another as they were written, so that no file is read into more memory than it is long.
    private static PixelTensor tensor(JsonNode entry, ByteBuffer data) {
        int channels = side(entry, 0);
        int height = side(entry, 1);
        int width = side(entry, 2);
        long bytes = bounded((long) Float.BYTES * channels * height * width, data.remaining());
        JsonNode offsets = entry.path("data_offsets");
        if (!entry.path("dtype").asText().equals("F32")
                || offsets.path(0).asLong(-1) != data.position()
                || offsets.path(1).asLong(-1) != data.position() + bytes) {
            throw new IllegalArgumentException("not a generation's state: a tensor that does not lie where it should");
        }
        float[] values = new float[channels * height * width];
        data.asFloatBuffer().get(values);
        data.position(data.position() + (int) bytes);
        return new PixelTensor(channels, height, width, values);
    }

    private static int side(JsonNode entry, int axis) {
        return (int) bounded(entry.path("shape").path(axis).asLong(-1), MAXIMUM_SIDE);
    }

    private static Stage stage(String key) {
        for (Stage stage : Stage.values()) {
            if (stage.key().equals(key)) {
                return stage;
            }
        }
        throw new IllegalArgumentException("not a generation's state: a stage \"%s\"".formatted(key));
    }

    private static long bounded(long value, long maximum) {
        if (value < 0 || value > maximum) {
            throw new IllegalArgumentException(
                    "not a generation's state: %d where at most %d fits".formatted(value, maximum));
        }
        return value;
    }
}
