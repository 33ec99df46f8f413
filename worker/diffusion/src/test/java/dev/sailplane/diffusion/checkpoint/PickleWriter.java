package dev.sailplane.diffusion.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles instruction by instruction, honest ones and others. */
final class PickleWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PickleWriter() {
        code(0x80).code(2);
    }

    PickleWriter code(int code) {
        bytes.write(code);
        return this;
    }

    PickleWriter codes(String codes) {
        bytes.writeBytes(codes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    PickleWriter global(String module, String name) {
        return codes("c" + module + "\n" + name + "\n");
    }

    PickleWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        code('X').int32(utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    PickleWriter whole(long value) {
        code(0x8a).code(8);
        bytes.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
        return this;
    }

    PickleWriter int32(int value) {
        bytes.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    /** A tensor of fp32 in storage 0. */
    PickleWriter tensor(long stored, long offset, long[] shape, long[] strides) {
        global("torch._utils", "_rebuild_tensor_v2").codes("((").text("storage");
        global("torch", "FloatStorage").text("0").text("cpu").whole(stored).codes("tQ");
        return whole(offset).wholes(shape).wholes(strides).code(0x89).codes(")tR");
    }

    private PickleWriter wholes(long[] values) {
        code('(');
        for (long value : values) {
            whole(value);
        }
        return code('t');
    }

    byte[] stop() {
        return code('.').bytes.toByteArray();
    }
}
