package dev.sailplane.api.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG. The decoder gets header, palette, transparency and samples alone: texts, profiles and other
 * chunks, which may inflate to any size, are never opened; of an animation it is the default picture. Source: PNG
 * (Third Edition), sections 5 and 11.
 */
final class PngFile {
    private static final int AROUND_DATA = 12;

    private final ByteBuffer file;
    private final Map<String, byte[]> single = new LinkedHashMap<>();
    private final ByteArrayOutputStream samples = new ByteArrayOutputStream();
    private final Map<String, Orientation> orientation = new LinkedHashMap<>(1);

    private PngFile(byte[] file) {
        this.file = ByteBuffer.wrap(file);
    }

    static PictureFile parse(byte[] file) {
        return new PngFile(file).parse();
    }

    private PictureFile parse() {
        file.position(8);
        while (take(next())) {
            // Each chunk is judged as it is taken.
        }
        ByteBuffer header = ByteBuffer.wrap(required("IHDR"));
        spellOutPalette(header);
        int width = header.getInt(0);
        int height = header.getInt(4);
        PictureFile.Frame frame = PictureFile.Frame.of(width, height);
        return new PictureFile(PictureFormat.PNG, frame, width, height, turned(), 1, essence());
    }

    private Orientation turned() {
        return orientation.values().stream().findFirst().orElse(Orientation.UPRIGHT);
    }

    /** A chunk from its length to its checksum. */
    private ByteBuffer next() {
        int length = file.remaining() < AROUND_DATA ? -1 : file.getInt(file.position());
        if (length < 0 || length > file.remaining() - AROUND_DATA) {
            throw UnfitFileException.broken();
        }
        ByteBuffer chunk = file.slice(file.position(), length + AROUND_DATA);
        file.position(file.position() + length + AROUND_DATA);
        return chunk;
    }

    private boolean take(ByteBuffer chunk) {
        String type = StandardCharsets.US_ASCII.decode(chunk.slice(4, 4)).toString();
        ByteBuffer data = chunk.slice(8, chunk.limit() - AROUND_DATA);
        if (single.isEmpty() && !(type.equals("IHDR") && data.limit() == 13)) {
            throw UnfitFileException.broken();
        }
        switch (type) {
            case "IHDR", "PLTE", "tRNS" -> keep(type, checked(chunk, data));
            case "IDAT" -> samples.writeBytes(checked(chunk, data));
            case "eXIf" -> orientation.put(type, Orientation.of(data));
            default -> {
                // Nothing that describes a sample.
            }
        }
        return !type.equals("IEND");
    }

    private void keep(String type, byte[] data) {
        if (data.length > 768 || single.put(type, data) != null) {
            throw UnfitFileException.broken();
        }
    }

    private static byte[] checked(ByteBuffer chunk, ByteBuffer data) {
        CRC32 checksum = new CRC32();
        checksum.update(chunk.slice(4, data.limit() + 4));
        if ((int) checksum.getValue() != chunk.getInt(chunk.limit() - 4)) {
            throw UnfitFileException.broken();
        }
        byte[] copy = new byte[data.limit()];
        data.get(0, copy);
        return copy;
    }

    private byte[] required(String type) {
        byte[] data = single.get(type);
        if (data == null) {
            throw UnfitFileException.broken();
        }
        return data;
    }

    /** A transparent value among grey ones of less than 8 bits, which the decoder would not see, as a palette. */
    private void spellOutPalette(ByteBuffer header) {
        int depth = header.get(8);
        byte[] transparent = single.get("tRNS");
        if (transparent == null || transparent.length != 2 || header.get(9) != 0 || depth < 1 || depth > 4) {
            return;
        }
        int values = 1 << depth;
        byte[] greys = new byte[3 * values];
        byte[] alphas = new byte[values];
        for (int value = 0; value < values; value++) {
            byte grey = (byte) (value * 255 / (values - 1));
            Arrays.fill(greys, 3 * value, 3 * value + 3, grey);
            alphas[value] = (byte) (value == transparent[1] ? 0 : 255);
        }
        header.put(9, (byte) 3);
        single.put("PLTE", greys);
        single.put("tRNS", alphas);
    }

    private byte[] essence() {
        ByteArrayOutputStream essence = new ByteArrayOutputStream(samples.size() + 2048);
        essence.write(file.array(), 0, 8);
        write(essence, "IHDR", required("IHDR"));
        for (String type : new String[] {"PLTE", "tRNS"}) {
            byte[] data = single.get(type);
            if (data != null) {
                write(essence, type, data);
            }
        }
        write(essence, "IDAT", samples.toByteArray());
        write(essence, "IEND", new byte[0]);
        return essence.toByteArray();
    }

    private static void write(ByteArrayOutputStream essence, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(data);
        essence.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        essence.writeBytes(name);
        essence.writeBytes(data);
        essence.writeBytes(
                ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }
}
