package dev.sailplane.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** One Kafka node in this process, broker and controller, with share groups; it may be stopped and started again. */
public final class EmbeddedBroker implements AutoCloseable {
    private final Path log;
    private final Map<String, String> more;
    private final int port = freePort();
    private final int controllerPort = freePort();
    private KafkaRaftServer server;

    /** Formats the folder and starts. */
    public EmbeddedBroker(Path log) throws Exception {
        this(log, Map.of());
    }

    /** The same with other settings on top. */
    public EmbeddedBroker(Path log, Map<String, String> more) throws Exception {
        this.log = log;
        this.more = Map.copyOf(more);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(log.toString())
                .addDirectory(log.toString())
                .run();
        server = started();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** How Kafka clients reach it. */
    public Map<String, Object> clientSettings() {
        return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    }

    public void createTopics(Collection<String> names) throws Exception {
        createTopics(names, 1);
    }

    public void createTopics(Collection<String> names, int partitions) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(names.stream()
                            .map(name -> new NewTopic(name, partitions, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** What a consumer group has committed, by partition. */
    public Map<TopicPartition, OffsetAndMetadata> committed(String group) throws Exception {
        try (Admin admin = admin()) {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
        }
    }

    /** Shorter than a broker in earnest allows, so that tests see locks end. */
    public void lockFor(String group, int milliseconds) throws Exception {
        set(group, "share.record.lock.duration.ms", Integer.toString(milliseconds));
    }

    /** One of a group's settings. */
    public void set(String group, String name, String value) throws Exception {
        try (Admin admin = admin()) {
            ConfigEntry setting = new ConfigEntry(name, value);
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, group),
                            List.of(new AlterConfigOp(setting, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    /** Of a broker with an authorizer: anyone may join the group, and nobody may change its settings. */
    public void letJoinAlone(String group) throws Exception {
        ResourcePattern pattern = new ResourcePattern(ResourceType.GROUP, group, PatternType.LITERAL);
        try (Admin admin = admin()) {
            admin.createAcls(Stream.of(AclOperation.READ, AclOperation.DESCRIBE)
                            .map(operation -> new AclBinding(
                                    pattern, new AccessControlEntry("User:*", "*", operation, AclPermissionType.ALLOW)))
                            .toList())
                    .all()
                    .get();
        }
    }

    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    public void start() {
        server = started();
    }

    @Override
    public void close() {
        stop();
    }

    private Admin admin() {
        return Admin.create(clientSettings());
    }

    private KafkaRaftServer started() {
        KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
        started.startup();
        return started;
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "node.id", "1",
                "process.roles", "broker,controller",
                "listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "BROKER",
                "controller.listener.names", "CONTROLLER",
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "log.dirs", log.toString(),
                "auto.create.topics.enable", "false",
                "controlled.shutdown.enable", "false"));
        for (String topic : List.of("offsets.topic", "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", "1");
            settings.put(topic + ".num.partitions", "1");
        }
        settings.putAll(Map.of(
                "share.coordinator.state.topic.min.isr", "1",
                "broker.session.timeout.ms", "2000",
                "broker.heartbeat.interval.ms", "500",
                "group.initial.rebalance.delay.ms", "0",
                "group.min.session.timeout.ms", "1000",
                "group.share.heartbeat.interval.ms", "1000",
                "group.share.min.heartbeat.interval.ms", "1000",
                "group.share.min.record.lock.duration.ms", "1000"));
        settings.putAll(more);
        return settings;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
