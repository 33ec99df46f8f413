package dev.sailplane.kubernetes;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strimzi makes the topics and the share group's settings that the devstack's {@code Provisioning} makes. */
@EnabledIf(value = "dev.sailplane.kubernetes.Rendering#kubectlIsInstalled", disabledReason = Rendering.TO_INSTALL)
class TopicsTest {
    private static final Map<String, Map<String, String>> PROVISIONED = Map.ofEntries(
            entry("sailplane.jobs", Map.of()),
            entry("sailplane.jobs-batch", Map.of()),
            entry("sailplane.events", Map.of()),
            entry("sailplane.dead-letters", Map.of()),
            entry("sailplane.cancellations", Map.of("retention.ms", "86400000")),
            entry(
                    "sailplane.webhook-deliveries",
                    Map.of("cleanup.policy", "compact,delete", "retention.ms", "604800000")));

    private static final Pattern CREATION = Pattern.compile(
            ".* --topic (?<name>\\S+) --partitions (?<partitions>\\d+) --replication-factor 3(?<settings>.*)");

    private static final Pattern SETTING = Pattern.compile(" --config ([^= ]+)=(\\S+)");

    @ParameterizedTest
    @CsvSource({"strimzi, 3", "local, 1"})
    void topicsAreThoseOfTheDevstack(String overlay, int copies) {
        Rendering rendering = Rendering.ofOverlay(overlay);

        assertThat(rendering.ofKind("KafkaTopic").collect(Collectors.toMap(Manifest::name, TopicsTest::settings)))
                .isEqualTo(PROVISIONED);
        assertThat(rendering.ofKind("KafkaTopic")).allSatisfy(topic -> {
            assertThat(topic.at("/spec/partitions").asInt()).isEqualTo(1);
            assertThat(topic.at("/spec/replicas").asInt()).isEqualTo(copies);
        });
    }

    private static Map<String, String> settings(Manifest topic) {
        return topic.at("/spec/config")
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, setting -> setting.getValue().asText()));
    }

    @ParameterizedTest
    @CsvSource({"share, 1", "classic, 12"})
    void theScriptForMskMakesTheSameTopics(String protocol, int partitionsOfALine) throws IOException {
        Map<String, Map<String, String>> topics = new HashMap<>();
        for (String call : callsOfTheScript(protocol, partitionsOfALine)) {
            Matcher creation = CREATION.matcher(call);
            assertThat(creation.matches()).as(call).isTrue();
            boolean line = creation.group("name").startsWith("sailplane.jobs");
            assertThat(Integer.parseInt(creation.group("partitions"))).isEqualTo(line ? partitionsOfALine : 1);
            topics.put(
                    creation.group("name"),
                    SETTING.matcher(creation.group("settings"))
                            .results()
                            .collect(Collectors.toMap(setting -> setting.group(1), setting -> setting.group(2))));
        }

        assertThat(topics).isEqualTo(PROVISIONED);
    }

    /** Runs the script with commands that only say how they were called. */
    private static List<String> callsOfTheScript(String protocol, int partitions) throws IOException {
        Path commands = Files.createDirectories(Path.of("target", "commands-" + protocol));
        Path log = commands.resolve("calls.txt").toAbsolutePath();
        Files.deleteIfExists(log);
        for (String name : List.of("kafka-topics.sh", "kafka-configs.sh")) {
            Path command = commands.resolve(name);
            Files.writeString(command, "#!/bin/sh\necho \"$@\" >> '" + log + "'\n");
            Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Command.Finished script = Command.run(
                Path.of("."),
                Duration.ofSeconds(30),
                "sh",
                "-c",
                "PATH=\"%s:$PATH\" sh overlays/eks/topics.sh broker:9098 client.properties %s %d"
                        .formatted(commands.toAbsolutePath(), protocol, partitions));
        assertThat(script.status()).as(script.errors()).isZero();
        return Files.readAllLines(log).stream()
                .filter(call -> call.contains("--create"))
                .toList();
    }

    @Test
    void leasesLastAsLongAsInTheDevstack() {
        JsonNode broker =
                Rendering.ofOverlay("strimzi").get("Kafka", "sailplane").at("/spec/kafka/config");

        assertThat(broker.path("group.share.record.lock.duration.ms").asInt()).isEqualTo(15_000);
    }

    @Test
    void theShareGroupHasRoomForAllSlotsTwice() {
        Rendering strimzi = Rendering.ofOverlay("strimzi");
        int workers = strimzi.get("ScaledObject", "sailplane-worker")
                .at("/spec/maxReplicaCount")
                .asInt();
        JsonNode broker = strimzi.get("Kafka", "sailplane").at("/spec/kafka/config");

        assertThat(broker.path("group.share.max.size").asInt()).isGreaterThanOrEqualTo(2 * 16 * workers);
    }

    @Test
    void oneBrokerKeepsOneCopy() {
        JsonNode broker = Rendering.ofOverlay("local").get("Kafka", "sailplane").at("/spec/kafka/config");

        assertThat(broker.propertyStream()
                        .filter(setting -> setting.getKey().matches(".*replication\\.factor|.*min\\.i.*"))
                        .map(setting -> setting.getValue().asInt()))
                .hasSize(7)
                .containsOnly(1);
    }
}
