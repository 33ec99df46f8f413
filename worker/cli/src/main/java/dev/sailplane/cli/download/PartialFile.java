package dev.sailplane.cli.download;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/**
 * The part of a download that is on disk, and beside it which version of the file it belongs to: without the version a
 * part is worth nothing, since the rest might come from another one.
 */
final class PartialFile {
    private static final String VALIDATOR = "validator";
    private static final String TOTAL = "total";

    /**
     * Which version of a file a part belongs to.
     *
     * @param validator strong entity tag or date of last change, to be sent back in {@code If-Range}
     * @param total size of the whole file
     */
    record Version(String validator, long total) {}

    private final Path part;
    private final Path note;

    PartialFile(Path part) {
        this.part = part;
        this.note = part.resolveSibling(part.getFileName() + ".version");
    }

    long size() throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /** The version the part belongs to; absent when there is no part that can be continued. */
    Optional<Version> version() throws IOException {
        if (size() == 0 || !Files.exists(note)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(note)) {
            properties.load(reader);
            return Optional.of(new Version(
                    properties.getProperty(VALIDATOR, ""), Long.parseLong(properties.getProperty(TOTAL, ""))));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Starts over, with a version when the server names one. */
    void restart(Optional<Version> version) throws IOException {
        Files.deleteIfExists(note);
        Files.deleteIfExists(part);
        if (version.isPresent()) {
            Properties properties = new Properties();
            properties.setProperty(VALIDATOR, version.get().validator());
            properties.setProperty(TOTAL, Long.toString(version.get().total()));
            try (Writer writer = Files.newBufferedWriter(note)) {
                properties.store(writer, null);
            }
        }
    }

    FileChannel append() throws IOException {
        return FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** The whole file, checked, takes its place. */
    void moveTo(Path target) throws IOException {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(note);
    }

    Path path() {
        return part;
    }
}
