package dev.sailplane.backbone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka node, broker and controller at once, with its log on disk and share groups switched on.
 *
 * <p>Arguments: directory, broker port, controller port, then any settings of the broker as {@code name=value}, which go
 * before its own. Both ports are bound to the loopback address and may differ from one start on the same directory to the
 * next. Once topics and share group stand, the file {@value #READY_FILE} in the directory holds this process's id.
 *
 * @see <a href="../../../../../../../adr/0005-embedded-devstack.md">Decision 0005</a>
 */
public final class KafkaBroker {
    private static final String READY_FILE = "ready";

    private static final String NODE = "1";

    private KafkaBroker() {}

    /** Runs the broker until the process is told to stop. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        String listener = "127.0.0.1:" + Integer.parseInt(arguments[1]);
        String controller = "127.0.0.1:" + Integer.parseInt(arguments[2]);
        Path log = directory.resolve("log");
        if (!Files.exists(log.resolve("meta.properties"))) {
            format(log);
        }
        Properties settings = settings(log, listener, controller);
        Arrays.stream(arguments).skip(3).forEach(setting -> put(settings, setting));
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-kafka"));
        server.startup();
        Provisioning.provision(listener);
        Files.writeString(
                directory.resolve(READY_FILE),
                Long.toString(ProcessHandle.current().pid()));
        server.awaitShutdown();
    }

    private static void format(Path log) throws Exception {
        new Formatter()
                .setPrintStream(System.out)
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(Integer.parseInt(NODE))
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(log.toString())
                .addDirectory(log.toString())
                .run();
    }

    private static void put(Properties settings, String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("a setting is name=value, not " + setting);
        }
        settings.setProperty(setting.substring(0, equals), setting.substring(equals + 1));
    }

    private static Properties settings(Path log, String listener, String controller) throws IOException {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "node.id",
                NODE,
                "process.roles",
                "broker,controller",
                "listeners",
                "BROKER://" + listener + ",CONTROLLER://" + controller,
                "listener.security.protocol.map",
                "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "BROKER",
                "controller.listener.names",
                "CONTROLLER",
                "controller.quorum.voters",
                NODE + "@" + controller,
                "log.dirs",
                log.toString()));
        settings.putAll(ofOneNode());
        settings.putAll(quickToReact());
        // Each slot of a worker is a member; those of a killed worker count until their session is over.
        settings.put("group.share.max.size", "1000");
        return settings;
    }

    /** No second node to copy to, and few partitions: each costs files and time at the start. */
    private static Map<String, String> ofOneNode() {
        return Map.of(
                "auto.create.topics.enable", "false",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1");
    }

    /** Back within seconds after a crash, and a new group member at work within seconds. */
    private static Map<String, String> quickToReact() {
        return Map.of(
                "broker.session.timeout.ms", "2000",
                "broker.heartbeat.interval.ms", "500",
                "controlled.shutdown.enable", "false",
                "group.initial.rebalance.delay.ms", "0",
                "group.share.heartbeat.interval.ms", "1000",
                "group.share.min.heartbeat.interval.ms", "1000",
                "group.share.min.record.lock.duration.ms", "15000");
    }
}
