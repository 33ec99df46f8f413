package dev.sailplane.devstack;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a stack keeps between runs: the broker's log, the bucket, secrets and logs. Held by one stack at a time; the
 * operating system frees it when that stack's process ends, however it ends.
 */
final class DataDirectory implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String STACK_FILE = "stack.json";
    private static final String LOCK_FILE = "lock";

    private final Path path;
    private final FileChannel lock;
    private final Credentials credentials;

    private DataDirectory(Path path, FileChannel lock) throws IOException {
        this.path = path;
        this.lock = lock;
        this.credentials = Credentials.in(path.resolve("credentials.properties"));
        Files.createDirectories(logs());
        Files.deleteIfExists(path.resolve(STACK_FILE));
    }

    /** The directory used when none is named. */
    static Path standard() {
        return Path.of(System.getProperty("user.home"), ".sailplane");
    }

    /**
     * Takes the directory, creating it if it is missing.
     *
     * @throws DevStackException when another stack holds it
     */
    @SuppressWarnings("resource") // The channel is the lock; close() ends it.
    static DataDirectory take(Path path) {
        try {
            Path directory = Files.createDirectories(path.toAbsolutePath().normalize());
            FileChannel channel =
                    FileChannel.open(directory.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new DevStackException(directory + " is in use by another stack"
                        + runningIn(directory).map(api -> " (" + api + ")").orElse("")
                        + "; stop it or name another directory with --data");
            }
            return new DataDirectory(directory, channel);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot use " + path, failure);
        }
    }

    /** The API of the stack that runs in the directory, if one does. */
    static Optional<URI> runningIn(Path directory) {
        Path file = directory.resolve(STACK_FILE);
        try {
            return Files.exists(file) && isHeld(directory)
                    ? Optional.of(
                            URI.create(JSON.readTree(file.toFile()).path("api").asText()))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Tells others where the stack's API listens. */
    void announce(URI api) {
        try {
            Files.writeString(
                    path.resolve(STACK_FILE),
                    JSON.createObjectNode().put("api", api.toString()).toPrettyString());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write to " + path, failure);
        }
    }

    Credentials credentials() {
        return credentials;
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path s3() {
        return path.resolve("s3");
    }

    Path s3Properties() {
        return path.resolve("s3proxy.properties");
    }

    @Override
    public String toString() {
        return path.toString();
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path.resolve(STACK_FILE));
            lock.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot release " + path, failure);
        }
    }

    private static boolean isHeld(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK_FILE), StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }
}
