package dev.sailplane.worker.sharegroup;

import java.time.Duration;
import java.util.Map;

/**
 * How the share group is joined.
 *
 * @param connection how Kafka clients reach the brokers: {@code bootstrap.servers}, and {@code security.protocol} and the
 *     like where they ask for it
 * @param topic where the jobs are
 * @param group the share group
 * @param slots deliveries held at a time, 1 to 200: each is a member of the group, which by default has room for 200
 * @param shutdownGrace how long a handler may go on when the worker stops
 */
public record ShareQueueSettings(
        Map<String, Object> connection, String topic, String group, int slots, Duration shutdownGrace) {
    public ShareQueueSettings {
        connection = Map.copyOf(connection);
        if (slots < 1 || slots > 200) {
            throw new IllegalArgumentException("a worker has 1 to 200 slots for %s, not %d".formatted(topic, slots));
        }
    }
}
