package dev.sailplane.worker.consumergroup;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/**
 * The group that the workers form.
 *
 * @param connection how Kafka clients reach the brokers: {@code bootstrap.servers}, and {@code security.protocol} and the
 *     like where they ask for it
 * @param topic where the jobs are
 * @param name the group's name; no share group may have the same
 * @param session how long a worker may be out of touch before its partitions go to others; brokers ask for 6 seconds at
 *     least unless told otherwise
 */
public record ConsumerGroup(Map<String, Object> connection, String topic, String name, Duration session) {
    private static final int HEARTBEATS_PER_SESSION = 10;
    private static final int SESSIONS_WITHOUT_POLL = 3;
    private static final int RENEWALS_PER_SESSION = 3;

    public ConsumerGroup {
        connection = Map.copyOf(connection);
        if (session.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("a session lasts at least one second, not " + session);
        }
    }

    /** How often membership is confirmed, and how long the confirmation may take. */
    Duration renewalInterval() {
        return session.dividedBy(RENEWALS_PER_SESSION);
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.putAll(connection);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, name);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        // A new worker takes only the partitions that it gets; the others' jobs go on.
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) session.toMillis());
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) session.toMillis() / HEARTBEATS_PER_SESSION);
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) session.toMillis() * SESSIONS_WITHOUT_POLL);
        // By default the client, while no broker can be reached, starts over with its bootstrap servers again and
        // again.
        properties.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
        return properties;
    }
}
