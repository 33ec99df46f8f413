package dev.sailplane.cli.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server on this machine that misbehaves as scripted, request by request, and is honest afterwards. */
public final class ScriptedServer implements AutoCloseable {
    /** A file at some time. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Version(byte[] content, String etag) {}

    /** What came in. */
    public record Request(String line, Map<String, String> headers) {
        long offset() {
            String range = headers.getOrDefault("Range", "bytes=0-");
            return Long.parseLong(range.substring("bytes=".length(), range.length() - 1));
        }
    }

    /** Writes an answer; the connection is closed after it. */
    @FunctionalInterface
    public interface Answer {
        void write(Request request, OutputStream out) throws IOException;
    }

    private final ServerSocket socket;
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Version version;

    public ScriptedServer(Version version, Answer... script) throws IOException {
        this.version = version;
        this.script.addAll(new ArrayDeque<>(Arrays.asList(script)));
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:%d/weights.pt".formatted(socket.getLocalPort()));
    }

    public List<Request> requests() {
        return requests;
    }

    public void publish(Version changed) {
        version = changed;
    }

    /** Range and If-Range as the standard has them. */
    public void honest(Request request, OutputStream out) throws IOException {
        Version now = version;
        int offset = now.etag().equals(request.headers().get("If-Range")) ? (int) request.offset() : 0;
        head(out, offset > 0 ? 206 : 200, now, offset, now.content().length - offset);
        out.write(now.content(), offset, now.content().length - offset);
    }

    /** Honest, but the connection breaks after so many bytes of the body. */
    public static Answer cutAfter(Version version, int bytes) {
        return (request, out) -> {
            int offset = (int) request.offset();
            head(out, offset > 0 ? 206 : 200, version, offset, version.content().length - offset);
            out.write(version.content(), offset, bytes);
        };
    }

    /** An answer without a body. */
    public static Answer status(int status, String... headers) {
        return (_, out) -> write(
                out,
                "HTTP/1.1 %d x\r\n%sContent-Length: 0\r\n\r\n"
                        .formatted(status, headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n"));
    }

    public static void head(OutputStream out, int status, Version version, int offset, int length) throws IOException {
        int total = version.content().length;
        String range = "Content-Range: bytes %d-%d/%d\r\n".formatted(offset, total - 1, total);
        write(
                out,
                "HTTP/1.1 %d x\r\nETag: %s\r\nContent-Length: %d\r\n%s\r\n"
                        .formatted(status, version.etag(), length, status == 206 ? range : ""));
    }

    public static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                Request request = read(connection);
                requests.add(request);
                Answer answer = script.poll();
                OutputStream out = connection.getOutputStream();
                if (answer == null) {
                    honest(request, out);
                } else {
                    answer.write(request, out);
                }
            } catch (IOException clientIsGone) {
                // the next one, please
            }
        }
    }

    private static Request read(Socket connection) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        String line = String.valueOf(reader.readLine());
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = reader.readLine(); header != null && !header.isEmpty(); header = reader.readLine()) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon), header.substring(colon + 1).trim());
        }
        return new Request(line, headers);
    }
}
