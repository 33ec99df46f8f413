package dev.sailplane.cli.download;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/**
 * Fetches large files over connections that break: what is on disk is kept and continued, also by a later run; a file
 * that changed at its publisher in between starts over. The target appears when it is whole and checked, never before.
 */
public final class Downloader {
    /** Says whether a whole file is what it should be. */
    @FunctionalInterface
    public interface Check {
        /**
         * Looks at a file that has just been fetched.
         *
         * @throws DownloadException when it is not; it is deleted then
         */
        void check(Path file) throws IOException;
    }

    private static final int MAXIMUM_ROUNDS = 100;

    private final SafeRequests requests;
    private final DownloadSettings settings;

    public Downloader(DownloadSettings settings) {
        this(
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.stall())
                        .version(HttpClient.Version.HTTP_1_1)
                        .build(),
                settings);
    }

    private Downloader(HttpClient client, DownloadSettings settings) {
        this.requests = new SafeRequests(client, settings);
        this.settings = settings;
    }

    /**
     * Fetches a file, or what is missing of it; blocks until it is in its place.
     *
     * @throws DownloadException when trying again is vain; a damaged part is deleted
     * @throws IOException when the connection broke too often; calling again continues
     */
    public void fetch(Download download, Check check, TransferListener listener) throws IOException {
        Files.createDirectories(download.target().toAbsolutePath().getParent());
        Path lockFile = download.part().resolveSibling(download.part().getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = lock(channel, download)) {
            try {
                fetchLocked(download, check, listener);
            } finally {
                Files.deleteIfExists(lockFile); // while it is held, so that nobody else's goes
            }
        }
    }

    private void fetchLocked(Download download, Check check, TransferListener listener) throws IOException {
        PartialFile part = new PartialFile(download.part());
        untilWhole(new Transfer(requests, settings, download, part, listener), part);
        complete(download, part, check);
    }

    /** Every round that brought something earns another one. */
    private void untilWhole(Transfer transfer, PartialFile part) throws IOException {
        RetryPolicy<Object> patience = RetryPolicy.builder()
                .handle(IOException.class)
                .withBackoff(settings.firstDelay(), settings.longestDelay())
                .withMaxRetries(settings.attempts() - 1)
                .build();
        for (int round = 0; round < MAXIMUM_ROUNDS; round++) {
            long before = part.size();
            try {
                Failsafe.with(patience).run(transfer::attempt);
                return;
            } catch (FailsafeException broken) {
                if (part.size() <= before || round == MAXIMUM_ROUNDS - 1) {
                    throw givenUp(broken);
                }
            }
        }
    }

    private static IOException givenUp(FailsafeException broken) {
        if (broken.getCause() instanceof IOException connection) {
            String reason = Objects.requireNonNullElse(
                    connection.getMessage(), connection.getClass().getSimpleName());
            return new IOException(
                    "the connection failed too often (%s); run it again to continue".formatted(reason), connection);
        }
        throw new DownloadException("the download was interrupted", broken);
    }

    private static void complete(Download download, PartialFile part, Check check) throws IOException {
        try {
            if (!download.admits(part.size())) {
                throw new DownloadException("%s has %,d bytes; expected are %,d to %,d"
                        .formatted(download.address(), part.size(), download.minimumBytes(), download.maximumBytes()));
            }
            check.check(part.path());
        } catch (DownloadException unsound) {
            part.restart(Optional.empty());
            throw unsound;
        }
        part.moveTo(download.target());
    }

    private static FileLock lock(FileChannel channel, Download download) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            throw new DownloadException(download.target() + " is being fetched already", heldByThisProcess);
        }
        throw new DownloadException(download.target() + " is being fetched by another process");
    }
}
