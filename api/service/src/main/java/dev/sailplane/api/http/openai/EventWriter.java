package dev.sailplane.api.http.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Writes server-sent events; each is on its way when the call returns, which blocks while the reader is behind. For one thread. */
final class EventWriter {
    private final OutputStream out;
    private final ObjectMapper mapper;
    private long lastWritten = System.nanoTime();

    EventWriter(OutputStream out, ObjectMapper mapper) {
        this.out = out;
        this.mapper = mapper;
    }

    /** An event with its data as JSON, which has no line breaks. */
    void send(String name, Object data) throws IOException {
        write("event: " + name + "\ndata: " + json(data) + "\n\n");
    }

    /** A comment, for those who take silence for the end. */
    void beat() throws IOException {
        write(": going on\n\n");
    }

    /** Since the last word. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastWritten);
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        lastWritten = System.nanoTime();
    }

    private String json(Object data) {
        try {
            return mapper.writeValueAsString(data);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event has no JSON form", impossible);
        }
    }
}
