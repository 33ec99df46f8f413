package dev.sailplane.diffusion.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with holes: as long as the real ones, without taking their room. */
class LargeCheckpointTest {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long ELEMENTS = 5L << 28; // 5 GiB of fp32: offsets need 64 bits even in the zip
    private static final long BYTES = 4 * ELEMENTS;

    @TempDir
    Path folder;

    @Test
    void readsTheEndOfALargeSafetensorsFile() throws IOException {
        String header =
                "{\"big\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}".formatted(ELEMENTS, BYTES);
        Path file = folder.resolve("large.safetensors");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(little(8).putLong(header.length()).flip());
            channel.write(ascii(header));
            channel.write(little(4).putFloat(42).flip(), 8 + header.length() + BYTES - 4);
        }
        assertLastIs42(file);
    }

    @Test
    void readsTheEndOfALargePtFile() throws IOException {
        byte[] pickle = new PickleWriter()
                .codes("}")
                .text("big")
                .tensor(ELEMENTS, 0, new long[] {ELEMENTS}, new long[] {1})
                .codes("s")
                .stop();
        Path file = folder.resolve("large.pt");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(localHeader("root/data.pkl", pickle.length));
            channel.write(ByteBuffer.wrap(pickle));
            long storage = channel.position();
            channel.write(localHeader("root/data/0", 0xFFFFFFFFL));
            long end = channel.position() + BYTES;
            channel.write(little(4).putFloat(42).flip(), end - 4);
            channel.position(end);
            channel.write(centralHeader("root/data.pkl", pickle.length, 0));
            channel.write(centralHeader("root/data/0", BYTES, storage));
            writeEnd(channel, end);
        }
        assertLastIs42(file);
    }

    private static void assertLastIs42(Path file) throws IOException {
        try (Checkpoint checkpoint = Checkpoints.open(file)) {
            StoredTensor big = checkpoint.tensor("big");
            assertThat(big.elements()).isEqualTo(ELEMENTS);
            assertThat(big.data().get(FLOAT, BYTES - 4)).isEqualTo(42);
        }
    }

    private static ByteBuffer localHeader(String name, long size) {
        return little(200)
                .putInt(0x04034b50)
                .putShort((short) 45)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(0)
                .putInt(0)
                .putInt((int) size)
                .putInt((int) size)
                .putShort((short) name.length())
                .putShort((short) 0)
                .put(ascii(name))
                .flip();
    }

    private static ByteBuffer centralHeader(String name, long size, long offset) {
        return little(300)
                .putInt(0x02014b50)
                .putInt(45)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(0)
                .putInt(0)
                .putInt(-1)
                .putInt(-1)
                .putShort((short) name.length())
                .putShort((short) 28)
                .putShort((short) 0)
                .putInt(0)
                .putInt(0)
                .putInt(-1)
                .put(ascii(name))
                .putShort((short) 1)
                .putShort((short) 24)
                .putLong(size)
                .putLong(size)
                .putLong(offset)
                .flip();
    }

    private static void writeEnd(FileChannel channel, long directory) throws IOException {
        long end = channel.position();
        channel.write(little(56)
                .putInt(0x06064b50)
                .putLong(44)
                .putInt(0)
                .putLong(0)
                .putLong(2)
                .putLong(2)
                .putLong(end - directory)
                .putLong(directory)
                .flip());
        channel.write(
                little(20).putInt(0x07064b50).putInt(0).putLong(end).putInt(1).flip());
        channel.write(little(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putInt(-1)
                .putInt(-1)
                .putInt(-1)
                .putShort((short) 0)
                .flip());
    }

    private static ByteBuffer little(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
