package dev.sailplane.api.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The blocks of a GIF up to its first frame. The decoder gets colour tables, transparency and that frame alone. Source:
 * GIF 89a, sections 18 to 23.
 */
final class GifFile {
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int IMAGE = 0x2C;

    /** With so few rows that a pass has none, the platform's decoder loses rows: such a file is refused. */
    private static final int INTERLACED = 0x40;

    /** What stands before the frame, each as in the file: flags of the screen, its colours, the graphic control. */
    @SuppressWarnings("ArrayRecordComponent") // Private, and never compared.
    private record Description(byte[] screen, byte[] colours, byte[] control) {}

    private final ByteBuffer file;

    private GifFile(byte[] file) {
        this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    static PictureFile parse(byte[] file) {
        return new GifFile(file).parse();
    }

    private PictureFile parse() {
        file.position(6);
        int screenWidth = number();
        int screenHeight = number();
        byte[] screen = bytes(3);
        byte[] colours = colours(screen[0]);
        byte[] control = new byte[0];
        for (int block = file.get(); block != IMAGE; block = file.get()) {
            control = extension(block).orElse(control);
        }
        PictureFile.Frame frame = new PictureFile.Frame(number(), number(), number(), number());
        return new PictureFile(
                PictureFormat.GIF,
                frame,
                Math.max(screenWidth, frame.left() + frame.width()),
                Math.max(screenHeight, frame.top() + frame.height()),
                Orientation.UPRIGHT,
                1,
                essence(frame, new Description(screen, colours, control)));
    }

    /** The graphic control, if this extension is one. */
    private Optional<byte[]> extension(int block) {
        if (block != EXTENSION) {
            throw UnfitFileException.broken();
        }
        int label = file.get() & 0xFF;
        int start = file.position();
        skipBlocks();
        return label == GRAPHIC_CONTROL && file.position() - start == 6
                ? Optional.of(between(start))
                : Optional.empty();
    }

    private byte[] essence(PictureFile.Frame frame, Description description) {
        byte[] size = size(frame);
        ByteArrayOutputStream essence = new ByteArrayOutputStream(file.remaining() + 1024);
        essence.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
        essence.writeBytes(size);
        essence.writeBytes(description.screen());
        essence.writeBytes(description.colours());
        if (description.control().length > 0) {
            essence.write(EXTENSION);
            essence.write(GRAPHIC_CONTROL);
            essence.writeBytes(description.control());
        }
        essence.write(IMAGE);
        essence.writeBytes(new byte[4]);
        essence.writeBytes(size);
        byte flags = file.get();
        if ((flags & INTERLACED) != 0 && frame.height() > 1 && frame.height() < 5) {
            throw new UnfitFileException("must not be an interlaced GIF of fewer than 5 rows");
        }
        essence.write(flags);
        essence.writeBytes(colours(flags));
        int start = file.position();
        file.get();
        skipBlocks();
        essence.writeBytes(between(start));
        essence.write(0x3B);
        return essence.toByteArray();
    }

    private static byte[] size(PictureFile.Frame frame) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) frame.width())
                .putShort((short) frame.height())
                .array();
    }

    private int number() {
        return file.getShort() & 0xFFFF;
    }

    private byte[] colours(int flags) {
        return (flags & 0x80) == 0 ? new byte[0] : bytes(3 << ((flags & 7) + 1));
    }

    private void skipBlocks() {
        for (int length = file.get() & 0xFF; length != 0; length = file.get() & 0xFF) {
            file.position(file.position() + length);
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        file.get(bytes);
        return bytes;
    }

    private byte[] between(int start) {
        byte[] bytes = new byte[file.position() - start];
        file.get(start, bytes);
        return bytes;
    }
}
