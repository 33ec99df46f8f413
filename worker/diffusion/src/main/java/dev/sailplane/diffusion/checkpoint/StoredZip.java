package dev.sailplane.diffusion.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a mapped zip archive as views of the mapping, so nothing is copied or inflated. Understands what
 * PyTorch writes: stored entries, ZIP64, padding in the local header. Refuses every offset that leaves the file.
 */
final class StoredZip {
    private static final int MAXIMUM_ENTRIES = 200_000;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int MAXIMUM_COMMENT_BYTES = 0xFFFF;
    private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ZIP64_LOCATOR_BYTES = 20;
    private static final int ZIP64_END_SIGNATURE = 0x06064b50;
    private static final int ZIP64_END_BYTES = 56;
    private static final int ZIP64_EXTRA = 1;
    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int CENTRAL_BYTES = 46;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final long SATURATED = 0xFFFFFFFFL;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final MemorySegment bytes;

    private StoredZip(Path file, MemorySegment bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** Entry names and contents in the central directory's order. */
    static Map<String, MemorySegment> entries(Path file, MemorySegment bytes) {
        StoredZip zip = new StoredZip(file, bytes);
        try {
            return zip.entries(zip.directory());
        } catch (IndexOutOfBoundsException outside) {
            throw zip.damaged("a record leaves the file", outside);
        }
    }

    /** Whether a file starts like a zip archive. */
    static boolean isZip(MemorySegment bytes) {
        return bytes.byteSize() >= LOCAL_BYTES && bytes.get(INT, 0) == LOCAL_SIGNATURE;
    }

    private record Directory(long offset, long end, long count) {}

    private record Entry(String name, long size, long localOffset, long next) {}

    private Directory directory() {
        long end = end();
        long locator = end - ZIP64_LOCATOR_BYTES;
        Directory directory = locator >= 0 && bytes.get(INT, locator) == ZIP64_LOCATOR_SIGNATURE
                ? zip64(bytes.get(LONG, locator + 8), locator)
                : new Directory(unsigned(end + 16), end, bytes.get(SHORT, end + 10) & 0xFFFF);
        if (directory.offset < 0 || directory.offset > directory.end || directory.count > MAXIMUM_ENTRIES) {
            throw damaged("the central directory lies outside, or names too many entries", null);
        }
        return directory;
    }

    private long end() {
        long last = bytes.byteSize() - END_BYTES;
        for (long at = last; at >= Math.max(0, last - MAXIMUM_COMMENT_BYTES); at--) {
            if (bytes.get(INT, at) == END_SIGNATURE && at + (bytes.get(SHORT, at + 20) & 0xFFFF) == last) {
                return at;
            }
        }
        throw new CheckpointException(
                file, "is truncated: the zip archive's central directory is missing. Fetch the file again");
    }

    private Directory zip64(long at, long locator) {
        if (at < 0 || at > locator - ZIP64_END_BYTES || bytes.get(INT, at) != ZIP64_END_SIGNATURE) {
            throw damaged("the ZIP64 end record is missing", null);
        }
        long count = bytes.get(LONG, at + 32);
        return new Directory(bytes.get(LONG, at + 48), at, count < 0 ? Long.MAX_VALUE : count);
    }

    private Map<String, MemorySegment> entries(Directory directory) {
        Map<String, MemorySegment> entries = new LinkedHashMap<>();
        long at = directory.offset;
        for (long i = 0; i < directory.count; i++) {
            Entry entry = entry(at, directory.end);
            if (entries.put(entry.name, content(entry, directory)) != null) {
                throw damaged("the entry " + entry.name + " is there twice", null);
            }
            at = entry.next;
        }
        return entries;
    }

    private Entry entry(long at, long end) {
        if (at > end - CENTRAL_BYTES || bytes.get(INT, at) != CENTRAL_SIGNATURE) {
            throw damaged("the central directory is cut short", null);
        }
        int nameLength = bytes.get(SHORT, at + 28) & 0xFFFF;
        int extraLength = bytes.get(SHORT, at + 30) & 0xFFFF;
        int commentLength = bytes.get(SHORT, at + 32) & 0xFFFF;
        long extra = at + CENTRAL_BYTES + nameLength;
        var name = new String(
                bytes.asSlice(at + CENTRAL_BYTES, nameLength).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        boolean encrypted = (bytes.get(SHORT, at + 8) & 1) != 0;
        if (bytes.get(SHORT, at + 10) != 0 || encrypted) {
            throw new CheckpointException(
                    file, "is compressed or encrypted at %s: PyTorch stores entries as they are".formatted(name));
        }
        return sized(name, at, extra, extraLength, extra + extraLength + commentLength);
    }

    /** Size and offset of a central entry, from its ZIP64 field where 32 bits do not hold them. */
    private Entry sized(String name, long at, long extra, int extraLength, long next) {
        long compressed = unsigned(at + 20);
        long size = unsigned(at + 24);
        long localOffset = unsigned(at + 42);
        long field = zip64Field(extra, extra + extraLength);
        if (size == SATURATED && field > 0) {
            size = bytes.get(LONG, field);
            field += Long.BYTES;
        }
        if (compressed == SATURATED && field > 0) {
            compressed = bytes.get(LONG, field);
            field += Long.BYTES;
        }
        if (localOffset == SATURATED && field > 0) {
            localOffset = bytes.get(LONG, field);
        }
        if (size != compressed) {
            throw damaged(name + " has two sizes", null);
        }
        return new Entry(name, size, localOffset, next);
    }

    private long zip64Field(long from, long to) {
        long at = from;
        while (at <= to - 4) {
            if ((bytes.get(SHORT, at) & 0xFFFF) == ZIP64_EXTRA) {
                return at + 4;
            }
            at += 4 + (bytes.get(SHORT, at + 2) & 0xFFFF);
        }
        return 0;
    }

    /** The entry's bytes begin where its local header ends, whose padding the central directory does not know. */
    private MemorySegment content(Entry entry, Directory directory) {
        long local = entry.localOffset;
        if (local < 0 || local > directory.offset - LOCAL_BYTES || bytes.get(INT, local) != LOCAL_SIGNATURE) {
            throw damaged(entry.name + " has no local header", null);
        }
        long begin =
                local + LOCAL_BYTES + (bytes.get(SHORT, local + 26) & 0xFFFF) + (bytes.get(SHORT, local + 28) & 0xFFFF);
        if (entry.size < 0 || begin > directory.offset || entry.size > directory.offset - begin) {
            throw damaged(entry.name + " is longer than the file", null);
        }
        return bytes.asSlice(begin, entry.size);
    }

    private long unsigned(long at) {
        return bytes.get(INT, at) & SATURATED;
    }

    private CheckpointException damaged(String problem, @Nullable Throwable cause) {
        String message = "is a damaged zip archive: " + problem + ". Fetch the file again";
        return cause == null ? new CheckpointException(file, message) : new CheckpointException(file, message, cause);
    }
}
