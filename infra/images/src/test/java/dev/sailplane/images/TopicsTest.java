package dev.sailplane.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The init container makes the topics that the operator makes on a cluster. */
class TopicsTest {
    private static final Path ON_A_CLUSTER =
            Dockerfile.REPOSITORY.resolve("infra/kubernetes/components/strimzi/topics.yaml");
    private static final Pattern TOPIC =
            Pattern.compile("--create .*--topic (\\S+) --partitions 1 --replication-factor 1(.*)");
    private static final Pattern SETTING = Pattern.compile(" --config ([^= ]+)=(\\S+)");

    @Test
    void topicsAreThoseOfACluster() throws IOException {
        Map<String, Map<String, String>> made = new TreeMap<>();
        for (String call : calls()) {
            TOPIC.matcher(call)
                    .results()
                    .forEach(topic -> made.put(
                            topic.group(1),
                            SETTING.matcher(topic.group(2))
                                    .results()
                                    .collect(Collectors.toMap(
                                            setting -> setting.group(1), setting -> setting.group(2)))));
        }

        assertThat(made).hasSize(6).isEqualTo(onACluster());
    }

    @Test
    void theShareGroupReadsFromTheBeginning() throws IOException {
        assertThat(calls())
                .filteredOn(call -> call.contains("--alter"))
                .singleElement()
                .asString()
                .contains("--entity-type groups --entity-name sailplane-workers")
                .contains("share.auto.offset.reset=earliest,share.record.lock.duration.ms=15000");
    }

    private static Map<String, Map<String, String>> onACluster() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        try (MappingIterator<JsonNode> topics = yaml.readerFor(JsonNode.class).readValues(ON_A_CLUSTER.toFile())) {
            return topics.readAll().stream()
                    .collect(Collectors.toMap(
                            topic -> topic.at("/metadata/name").asText(),
                            topic -> topic.at("/spec/config")
                                    .propertyStream()
                                    .collect(Collectors.toMap(
                                            Map.Entry::getKey,
                                            setting -> setting.getValue().asText()))));
        }
    }

    /** Runs the script with commands that only say how they were called. */
    private static List<String> calls() throws IOException {
        Path commands = Files.createDirectories(Path.of("target", "commands"));
        Path log = commands.resolve("calls.txt").toAbsolutePath();
        Files.deleteIfExists(log);
        for (String name : List.of("kafka-topics.sh", "kafka-configs.sh")) {
            Path command = commands.resolve(name);
            Files.writeString(command, "#!/bin/sh\necho \"$@\" >> '" + log + "'\n");
            Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        String path = commands.toAbsolutePath() + ":" + System.getenv("PATH");
        Command.Finished script = Command.run(
                Path.of("."), Duration.ofSeconds(30), "env", "PATH=" + path, "sh", "compose/topics.sh", "broker:9092");
        assertThat(script.status()).as(script.errors()).isZero();
        return Files.readAllLines(log);
    }
}
