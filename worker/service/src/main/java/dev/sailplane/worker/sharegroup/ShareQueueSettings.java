package dev.sailplane.worker.sharegroup;

import java.time.Duration;

/**
 * How the share group is joined.
 *
 * @param bootstrapServers the brokers
 * @param topic where the jobs are
 * @param group the share group
 * @param slots deliveries held at a time, at least 1
 * @param shutdownGrace how long a handler may go on when the worker stops
 */
public record ShareQueueSettings(
        String bootstrapServers, String topic, String group, int slots, Duration shutdownGrace) {
    public ShareQueueSettings {
        if (slots < 1) {
            throw new IllegalArgumentException("a worker needs at least one slot, not " + slots);
        }
    }
}
