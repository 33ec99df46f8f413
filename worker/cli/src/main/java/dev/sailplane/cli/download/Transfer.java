package dev.sailplane.cli.download;

import dev.sailplane.cli.download.PartialFile.Version;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tries to bring a partial file to its end: {@link IOException} when another try may succeed. */
final class Transfer {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

    private final SafeRequests requests;
    private final DownloadSettings settings;
    private final Download download;
    private final PartialFile part;
    private final TransferListener listener;

    Transfer(
            SafeRequests requests,
            DownloadSettings settings,
            Download download,
            PartialFile part,
            TransferListener listener) {
        this.requests = requests;
        this.settings = settings;
        this.download = download;
        this.part = part;
        this.listener = listener;
    }

    /** One request. Returns when the part is whole. */
    void attempt() throws IOException, InterruptedException {
        Optional<Version> known = part.version();
        if (known.isPresent() && known.get().total() == part.size()) {
            return;
        }
        HttpResponse<InputStream> response = requests.get(download.address(), headers(known));
        try (InputStream body = response.body();
                StallGuard guard = new StallGuard(body, settings.stall())) {
            copy(body, guard, total(response, known));
        }
    }

    private Map<String, String> headers(Optional<Version> known) throws IOException {
        long size = part.size();
        return known.map(version -> Map.of("Range", "bytes=" + size + "-", "If-Range", version.validator()))
                .orElse(Map.of());
    }

    /** Size of the whole file or -1, after making the part ready for the body that follows. */
    private long total(HttpResponse<InputStream> response, Optional<Version> known) throws IOException {
        int status = response.statusCode();
        return switch (status) {
            case 200 -> start(response.headers());
            case 206 -> resume(response.headers(), known);
            case 416 -> throw startOver("the server cannot continue at byte " + part.size());
            case 408, 425, 429, 500, 502, 503, 504 ->
                throw new InterruptedTransferException("the server answers " + status);
            default -> throw new DownloadException("%s answers %d".formatted(download.address(), status));
        };
    }

    private long start(HttpHeaders headers) throws IOException {
        long total = headers.firstValueAsLong("Content-Length").orElse(-1);
        if (total >= 0 && !download.admits(total)) {
            throw new DownloadException("%s announces %,d bytes; expected are %,d to %,d"
                    .formatted(download.address(), total, download.minimumBytes(), download.maximumBytes()));
        }
        part.restart(total < 0 ? Optional.empty() : validator(headers).map(text -> new Version(text, total)));
        requireRoom(total);
        return total;
    }

    private long resume(HttpHeaders headers, Optional<Version> known) throws IOException {
        Matcher range =
                CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
        boolean continues = known.isPresent()
                && range.matches()
                && Long.parseLong(range.group(1)) == part.size()
                && Long.parseLong(range.group(3)) == known.get().total()
                && validator(headers).map(known.get().validator()::equals).orElse(true);
        if (!continues) {
            throw startOver("the file changed at its publisher");
        }
        requireRoom(known.get().total());
        return known.get().total();
    }

    private InterruptedTransferException startOver(String reason) throws IOException {
        part.restart(Optional.empty());
        return new InterruptedTransferException(reason);
    }

    /** What {@code If-Range} may carry: weak entity tags do not promise the same bytes. */
    private static Optional<String> validator(HttpHeaders headers) {
        return headers.firstValue("ETag")
                .filter(tag -> tag.startsWith("\""))
                .or(() -> headers.firstValue("Last-Modified"));
    }

    private void copy(InputStream body, StallGuard guard, long total) throws IOException {
        long limit = total < 0 ? download.maximumBytes() : total;
        long size = part.size();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (FileChannel file = part.append()) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                guard.sign();
                size += read;
                if (size > limit) {
                    throw tooLong(limit);
                }
                write(file, ByteBuffer.wrap(buffer, 0, read));
                listener.at(size, total);
            }
            file.force(true);
        }
        if (size < total) {
            throw new InterruptedTransferException("it ended at byte %,d of %,d".formatted(size, total));
        }
    }

    private DownloadException tooLong(long limit) throws IOException {
        part.restart(Optional.empty());
        return new DownloadException("%s sends more than %,d bytes".formatted(download.address(), limit));
    }

    private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private void requireRoom(long total) throws IOException {
        long room = Files.getFileStore(download.target().toAbsolutePath().getParent())
                .getUsableSpace();
        if (total - part.size() > room) {
            throw new DownloadException(
                    "%s takes %,d bytes; the disk has room for %,d".formatted(download.target(), total, room));
        }
    }
}
