package dev.sailplane.devstack;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sailplane.devstack.chaos.TopicReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Reads topics through a process of the backbone, which has Kafka on its class path. */
final class TopicProcess implements TopicReader {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final Installation installation;
    private final String kafka;

    TopicProcess(Installation installation, String kafka) {
        this.installation = installation;
        this.kafka = kafka;
    }

    @Override
    public void read(String topic, Reader reader) throws InterruptedException {
        try {
            Process printer = new ProcessBuilder(installation.topicPrinter(kafka, topic))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader lines = printer.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode record = JSON.readTree(line);
                    reader.take(
                            JSON.convertValue(record.path("headers"), HEADERS),
                            record.path("value").asText());
                }
                if (!printer.waitFor(10, TimeUnit.SECONDS) || printer.exitValue() != 0) {
                    throw new DevStackException("the topic " + topic + " cannot be read");
                }
            } finally {
                printer.destroyForcibly();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the topic " + topic + " cannot be read", failure);
        }
    }
}
