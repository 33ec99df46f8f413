package dev.sailplane.api.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The segments of a JPEG. The decoder gets tables, frame, scans, colour profile and Adobe's marker alone, up to the end
 * of the first picture. Scans are counted: each costs a pass over all samples, however short it is. Source: ITU-T T.81,
 * annex B.
 */
final class JpegFile {
    private static final int MAXIMUM_SCANS = 1000;
    private static final int MAXIMUM_PROFILE_PARTS = 64;
    private static final int FRAME_BASELINE = 0xC0;
    private static final int FRAME_PROGRESSIVE = 0xC2;
    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int FRAME_LAST = 0xCF;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int QUANTIZATION_TABLES = 0xDB;
    private static final int RESTART_INTERVAL = 0xDD;
    private static final int JFIF = 0xE0;
    private static final int EXIF = 0xE1;
    private static final int PROFILE = 0xE2;
    private static final int ADOBE = 0xEE;
    private static final byte[] PLAIN_JFIF = {'J', 'F', 'I', 'F', 0, 1, 2, 0, 0, 1, 0, 1, 0, 0};

    private final ByteBuffer file;
    private final ByteArrayOutputStream essence;
    private final List<ByteBuffer> frames = new ArrayList<>();
    private final List<ByteBuffer> scans = new ArrayList<>();
    private final List<ByteBuffer> profiles = new ArrayList<>();
    private final List<Orientation> orientations = new ArrayList<>();

    private JpegFile(byte[] file) {
        this.file = ByteBuffer.wrap(file);
        this.essence = new ByteArrayOutputStream(file.length);
    }

    static PictureFile parse(byte[] file) {
        return new JpegFile(file).parse();
    }

    private PictureFile parse() {
        file.position(2);
        essence.write(0xFF);
        essence.write(0xD8);
        for (int marker = marker(); marker != END; marker = marker()) {
            take(marker, segment());
        }
        essence.write(0xFF);
        essence.write(END);
        require(!scans.isEmpty());
        ByteBuffer frame = frames.getFirst();
        Orientation orientation = orientations.isEmpty() ? Orientation.UPRIGHT : orientations.getFirst();
        int width = frame.getShort(3) & 0xFFFF;
        int height = frame.getShort(1) & 0xFFFF;
        int passes = scans.size() * frame.get(5);
        PictureFile.Frame whole = PictureFile.Frame.of(width, height);
        return new PictureFile(PictureFormat.JPEG, whole, width, height, orientation, passes, essence.toByteArray());
    }

    private int marker() {
        require(file.remaining() >= 2 && file.get() == (byte) 0xFF);
        int marker = 0xFF;
        while (marker == 0xFF) {
            require(file.hasRemaining());
            marker = file.get() & 0xFF;
        }
        return marker;
    }

    private ByteBuffer segment() {
        int length = file.remaining() < 2 ? 0 : file.getShort() & 0xFFFF;
        require(length >= 2 && length - 2 <= file.remaining());
        ByteBuffer segment = file.slice(file.position(), length - 2);
        file.position(file.position() + length - 2);
        return segment;
    }

    private void take(int marker, ByteBuffer segment) {
        switch (marker) {
            case HUFFMAN_TABLES, QUANTIZATION_TABLES, RESTART_INTERVAL -> write(marker, segment);
            case SCAN -> scan(segment);
            case JFIF -> {
                if (begins(segment, "JFIF\0")) {
                    write(marker, ByteBuffer.wrap(PLAIN_JFIF));
                }
            }
            case EXIF -> {
                if (orientations.isEmpty() && begins(segment, "Exif\0\0")) {
                    orientations.add(Orientation.of(segment.slice(6, segment.limit() - 6)));
                }
            }
            case PROFILE -> profile(segment);
            case ADOBE -> {
                if (begins(segment, "Adobe")) {
                    write(marker, segment);
                }
            }
            default -> {
                if (marker >= FRAME_BASELINE && marker <= FRAME_LAST) {
                    frame(marker, segment);
                }
            }
        }
    }

    private void frame(int marker, ByteBuffer segment) {
        require(frames.isEmpty() && segment.limit() >= 6);
        int components = segment.get(5);
        if (marker > FRAME_PROGRESSIVE
                || segment.get(0) != 8
                || !(components == 1 || components == 3 || components == 4)) {
            throw new UnfitFileException(
                    "must be a baseline or progressive JPEG of 1, 3 or 4 components with 8 bits a sample");
        }
        frames.add(segment);
        write(marker, segment);
    }

    private void profile(ByteBuffer segment) {
        if (begins(segment, "ICC_PROFILE\0") && profiles.size() < MAXIMUM_PROFILE_PARTS) {
            profiles.add(segment);
            write(PROFILE, segment);
        }
    }

    private void scan(ByteBuffer header) {
        require(!frames.isEmpty());
        scans.add(header);
        if (scans.size() > MAXIMUM_SCANS) {
            throw new UnfitFileException("must be a JPEG of fewer scans");
        }
        write(SCAN, header);
        int start = file.position();
        while (!atMarker()) {
            file.get();
        }
        essence.write(file.array(), start, file.position() - start);
    }

    /** Whether coded samples end here: not at a stuffed byte and not where the coder starts anew. */
    private boolean atMarker() {
        require(file.remaining() >= 2);
        if (file.get(file.position()) != (byte) 0xFF) {
            return false;
        }
        int code = file.get(file.position() + 1) & 0xFF;
        return code != 0 && code != 0xFF && (code < 0xD0 || code > 0xD7);
    }

    private void write(int marker, ByteBuffer segment) {
        essence.write(0xFF);
        essence.write(marker);
        essence.write((segment.limit() + 2) >>> 8);
        essence.write(segment.limit() + 2);
        essence.write(segment.array(), segment.arrayOffset(), segment.limit());
    }

    private static boolean begins(ByteBuffer segment, String name) {
        byte[] expected = name.getBytes(StandardCharsets.US_ASCII);
        return segment.limit() >= expected.length
                && segment.slice(0, expected.length).equals(ByteBuffer.wrap(expected));
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw UnfitFileException.broken();
        }
    }
}
