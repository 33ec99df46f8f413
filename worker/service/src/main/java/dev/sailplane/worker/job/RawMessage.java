package dev.sailplane.worker.job;

import java.nio.charset.StandardCharsets;
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

    /** The headers as text. */
    public Map<String, String> headerText() {
        return headers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, header -> new String(header.getValue(), StandardCharsets.UTF_8)));
    }
}
