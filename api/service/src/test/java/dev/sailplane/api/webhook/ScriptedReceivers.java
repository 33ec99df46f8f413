package dev.sailplane.api.webhook;

import dev.sailplane.api.outbound.OutboundClient;
import dev.sailplane.api.outbound.OutboundException;
import dev.sailplane.api.outbound.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All the receivers there are, answering as the test says. */
final class ScriptedReceivers implements OutboundClient {
    /** A call as it came. */
    record Call(URI url, Map<String, String> headers, String json) {
        String id() {
            return headers.getOrDefault("webhook-id", "");
        }
    }

    private final List<Call> calls = new ArrayList<>();
    private Function<Call, Reply> script = _ -> status(200);

    static Reply status(int status) {
        return new Reply(status, Optional.empty());
    }

    synchronized void answer(int status) {
        script = _ -> status(status);
    }

    synchronized void answer(Function<Call, Reply> answers) {
        script = answers;
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public byte[] fetch(URI address, int maximumBytes, Duration timeout) {
        throw new OutboundException("could not be fetched");
    }

    @Override
    public synchronized Reply post(URI url, Map<String, String> headers, String json, Duration timeout) {
        Call call = new Call(url, headers, json);
        calls.add(call);
        return script.apply(call);
    }
}
