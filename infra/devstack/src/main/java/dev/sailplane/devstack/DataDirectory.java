package dev.sailplane.devstack;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    private static final String CREDENTIALS_FILE = "credentials.properties";

    private final Path path;
    private final FileChannel lock;
    private final Credentials credentials;

    private DataDirectory(Path path, FileChannel lock) throws IOException {
        this.path = path;
        this.lock = lock;
        this.credentials = Credentials.in(path.resolve(CREDENTIALS_FILE));
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
        return announcedIn(directory, "api");
    }

    /** The S3 server of the stack that runs in the directory, if one does. */
    static Optional<URI> storeRunningIn(Path directory) {
        return announcedIn(directory, "s3");
    }

    /** The secrets of a directory that a stack has used. */
    static Credentials credentialsIn(Path directory) {
        try {
            return Credentials.in(directory.resolve(CREDENTIALS_FILE));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot use " + directory, failure);
        }
    }

    private static Optional<URI> announcedIn(Path directory, String part) {
        Path file = directory.resolve(STACK_FILE);
        try {
            return Files.exists(file) && isHeld(directory)
                    ? Optional.ofNullable(JSON.readTree(file.toFile()).get(part))
                            .map(address -> URI.create(address.asText()))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Tells others where the stack's S3 server listens and, once it does, its API. */
    void announce(URI s3, Optional<URI> api) {
        ObjectNode stack = JSON.createObjectNode().put("s3", s3.toString());
        api.ifPresent(address -> stack.put("api", address.toString()));
        try {
            Files.writeString(path.resolve(STACK_FILE), stack.toPrettyString());
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
