package dev.sailplane.api.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers as it was told, in turn; without an answer nobody is there. */
public final class FakeOutboundClient implements OutboundClient {
    /** What was posted. */
    public record Posted(URI address, Map<String, String> headers, String json) {}

    private final Map<URI, byte[]> files = new ConcurrentHashMap<>();
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<Posted> posted = new ArrayList<>();

    public void file(URI address, byte[] bytes) {
        files.put(address, bytes);
    }

    public synchronized void reply(Reply reply) {
        replies.add(reply);
    }

    public synchronized List<Posted> posted() {
        return List.copyOf(posted);
    }

    @Override
    public byte[] fetch(URI address, int maximumBytes, Duration timeout) {
        byte[] file = files.get(address);
        if (file == null) {
            throw new OutboundException("could not be reached");
        }
        return file;
    }

    @Override
    public synchronized Reply post(URI address, Map<String, String> headers, String json, Duration timeout) {
        posted.add(new Posted(address, headers, json));
        Reply reply = replies.poll();
        if (reply == null) {
            throw new OutboundException("could not be reached");
        }
        return reply;
    }
}
