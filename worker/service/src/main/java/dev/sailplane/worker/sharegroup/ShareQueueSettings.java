package dev.sailplane.worker.sharegroup;

import java.time.Duration;

/**
 * How the share group is joined.
 *
 * @param bootstrapServers the brokers
 * @param topic where the jobs are
 * @param group the share group
 * @param slots deliveries held at a time, 1 to 200: each is a member of the group, which by default has room for 200
 * @param shutdownGrace how long a handler may go on when the worker stops
 */
public record ShareQueueSettings(
        String bootstrapServers, String topic, String group, int slots, Duration shutdownGrace) {
    public ShareQueueSettings {
        if (slots < 1 || slots > 200) {
            throw new IllegalArgumentException("a worker has 1 to 200 slots for %s, not %d".formatted(topic, slots));
        }
    }
}
