package dev.sailplane.diffusion.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript module as libtorch loads it: a zip of stored entries with the module's text, its attributes as a
 * pickle and no weights.
 *
 * @see <a href="../../../../../../../../../infra/adr/0002-java-written-torchscript.md">decision 0002</a>
 */
final class TorchScriptArchive {
    private static final String FORMAT_VERSION = "10\n";
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'}; // the pickle of an empty tuple

    private TorchScriptArchive() {}

    /**
     * The archive's bytes.
     *
     * @param className the text's only class
     * @param text TorchScript
     * @param attributes values of the class's attributes: {@link Boolean}, {@link Integer} or {@link Double}
     */
    static byte[] write(String className, String text, Map<String, ?> attributes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, className + "/data.pkl", pickle(className, attributes));
            store(zip, className + "/code/__torch__.py", text.getBytes(StandardCharsets.UTF_8));
            store(zip, className + "/constants.pkl", NO_CONSTANTS);
            store(zip, className + "/version", FORMAT_VERSION.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** An object of the class, made without arguments and given a dict as its state. */
    private static byte[] pickle(String className, Map<String, ?> attributes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x80, 2}); // PROTO 2
        out.writeBytes(("c__torch__\n" + className + "\n").getBytes(StandardCharsets.UTF_8)); // GLOBAL
        out.writeBytes(
                new byte[] {'q', 0, ')', (byte) 0x81, '}', '('}); // BINPUT, EMPTY_TUPLE, NEWOBJ, EMPTY_DICT, MARK
        attributes.forEach((name, value) -> {
            string(out, name);
            value(out, value);
        });
        out.writeBytes(new byte[] {'u', 'b', '.'}); // SETITEMS, BUILD, STOP
        return out.toByteArray();
    }

    private static void string(ByteArrayOutputStream out, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.write('X'); // BINUNICODE
        out.writeBytes(littleEndian(bytes.length));
        out.writeBytes(bytes);
    }

    private static void value(ByteArrayOutputStream out, Object value) {
        switch (value) {
            case Boolean bool -> out.write(bool ? 0x88 : 0x89); // NEWTRUE, NEWFALSE
            case Integer integer -> {
                out.write('J'); // BININT
                out.writeBytes(littleEndian(integer));
            }
            case Double number -> {
                out.write('G'); // BINFLOAT, the one thing in a pickle that is big endian
                out.writeBytes(
                        ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
            }
            default ->
                throw new IllegalArgumentException("an attribute is a Boolean, an Integer or a Double, not " + value);
        }
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
