package dev.sailplane.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An alerting rule.
 *
 * @param rule as it stands in the file
 */
record Alert(String name, JsonNode rule) {
    static final Path RULES = Path.of("alerts", "sailplane.rules.yaml");
    static final Path TESTS = Path.of("alerts", "sailplane.rules.test.yaml");

    private static final YAMLMapper YAML = new YAMLMapper();

    /** All of them, in the file's order. */
    static List<Alert> all() {
        return read(RULES)
                .at("/spec/groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .map(rule -> new Alert(rule.path("alert").asText(), rule))
                .toList();
    }

    /** Writes the rules as Prometheus and promtool read them, under the same name; told back is where. */
    static Path writeRules(Path folder) throws IOException {
        Path file = folder.resolve(RULES.getFileName());
        YAML.writeValue(file.toFile(), read(RULES).path("spec"));
        return file;
    }

    /** What promtool's tests expect of it: for each time, the alerts that fire. */
    Stream<JsonNode> expectations() {
        return read(TESTS)
                .at("/tests")
                .valueStream()
                .flatMap(test -> test.path("alert_rule_test").valueStream())
                .filter(expectation -> expectation.path("alertname").asText().equals(name))
                .map(expectation -> expectation.path("exp_alerts"));
    }

    Expression expression() {
        return new Expression(text("/expr"));
    }

    String text(String pointer) {
        return rule.at(pointer).asText();
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
