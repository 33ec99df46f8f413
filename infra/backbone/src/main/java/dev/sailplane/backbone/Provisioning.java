package dev.sailplane.backbone;

import dev.sailplane.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** What the broker must hold before anyone uses it: the topics, and the workers' share group. */
final class Provisioning {
    private Provisioning() {}

    /** Creates what is missing; run again, it changes nothing. */
    static void provision(String bootstrapServers) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            createTopics(admin);
            configureWorkerGroup(admin);
        }
    }

    // One partition each: workers share a partition of the queue, and with more of them than workers, a dead worker's
    // jobs would wait for its session to end.
    private static void createTopics(Admin admin) throws ExecutionException, InterruptedException {
        List<NewTopic> topics = List.of(
                topic(Topics.JOBS, Map.of()),
                topic(Topics.BATCH_JOBS, Map.of()),
                topic(Topics.EVENTS, Map.of()),
                topic(Topics.DEAD_LETTERS, Map.of()),
                // Read whole by every worker at its start; the bucket remembers what this topic forgets.
                topic(Topics.CANCELLATIONS, Map.of("retention.ms", hours(24))),
                // The latest record of a delivery is its state; a week after the last one it is forgotten.
                topic(Topics.DELIVERIES, Map.of("cleanup.policy", "compact,delete", "retention.ms", hours(7 * 24))));
        for (var creation : admin.createTopics(topics).values().values()) {
            try {
                creation.get();
            } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof TopicExistsException)) {
                    throw failure;
                }
            }
        }
    }

    private static NewTopic topic(String name, Map<String, String> settings) {
        return new NewTopic(name, 1, (short) 1).configs(settings);
    }

    private static String hours(long hours) {
        return Long.toString(Duration.ofHours(hours).toMillis());
    }

    // A new group starts at the latest record by default and would miss the jobs sent before the first worker came.
    private static void configureWorkerGroup(Admin admin) throws ExecutionException, InterruptedException {
        List<AlterConfigOp> settings = Stream.of(
                        new ConfigEntry("share.auto.offset.reset", "earliest"),
                        new ConfigEntry("share.record.lock.duration.ms", "15000"))
                .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                .toList();
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, Topics.WORKER_GROUP);
        admin.incrementalAlterConfigs(Map.of(group, settings)).all().get();
    }
}
