package dev.sailplane.training.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a picture's bytes lie. */
sealed interface PictureFile {
    /** A larger file is no picture to learn from. */
    long MAXIMUM_BYTES = 64L << 20;

    /** The bytes; at most {@link #MAXIMUM_BYTES}. */
    byte[] read() throws IOException;

    /** A file of its own. */
    record Loose(Path path) implements PictureFile {
        @Override
        public byte[] read() throws IOException {
            requireAllowed(Files.size(path));
            return Files.readAllBytes(path);
        }
    }

    /** A part of an archive. */
    record Packed(Path archive, long offset, long size) implements PictureFile {
        @Override
        public byte[] read() throws IOException {
            requireAllowed(size);
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            try (FileChannel channel = FileChannel.open(archive)) {
                while (bytes.hasRemaining()) {
                    if (channel.read(bytes, offset + bytes.position()) < 0) {
                        throw new EOFException("the archive ends within it");
                    }
                }
            }
            return bytes.array();
        }
    }

    private static void requireAllowed(long size) throws IOException {
        if (size > MAXIMUM_BYTES) {
            throw new IOException("it takes %d bytes; at most %d are allowed".formatted(size, MAXIMUM_BYTES));
        }
    }
}
