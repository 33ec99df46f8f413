package dev.sailplane.worker.job;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A message as it lay in the queue, unread. The arrays are not copied: nobody writes to them.
 *
 * @param key the record's key; empty when it has none
 * @param value the record's value; empty when it has none
 * @param headers by name; of several with one name the last
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way through; compared by nobody
public record RawMessage(byte[] key, byte[] value, Map<String, byte[]> headers) {
    public RawMessage {
        headers = Map.copyOf(headers);
    }

    /** The same with one header set. */
    RawMessage with(String header, String text) {
        Map<String, byte[]> all = new HashMap<>(headers);
        all.put(header, text.getBytes(StandardCharsets.UTF_8));
        return new RawMessage(key, value, all);
    }

    /** The headers as text. */
    public Map<String, String> headerText() {
        return headers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, header -> new String(header.getValue(), StandardCharsets.UTF_8)));
    }
}
