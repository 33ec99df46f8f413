package dev.sailplane.diffusion.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The SHA-256 of a file in a companion {@code FILE.sha256}, in the format of {@code sha256sum}. It stands in for a hash
 * the publisher does not state: recorded when the file is first fetched, it tells later damage or exchange.
 */
public final class RecordedHash {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int HEX_DIGITS = 64;

    private RecordedHash() {}

    /** The recorded hash of a file, if there is one. */
    public static Optional<String> read(Path file) throws IOException {
        Path companion = companion(file);
        if (!Files.isRegularFile(companion)) {
            return Optional.empty();
        }
        String line = Files.readString(companion);
        return Optional.of(line.substring(0, Math.min(HEX_DIGITS, line.length())));
    }

    /** Records a file's hash. */
    public static void write(Path file, String sha256) throws IOException {
        Path fresh = companion(file).resolveSibling(file.getFileName() + ".sha256.new");
        Files.writeString(fresh, "%s  %s\n".formatted(sha256, file.getFileName()));
        Files.move(fresh, companion(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The SHA-256 of a file's content in small hexadecimal digits. */
    public static String of(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream content = Files.newInputStream(file)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Path companion(Path file) {
        return file.resolveSibling(file.getFileName() + ".sha256");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
