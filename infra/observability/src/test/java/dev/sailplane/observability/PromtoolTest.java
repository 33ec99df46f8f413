package dev.sailplane.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus understands what it is to load, and alerts fire when they should. */
@EnabledIf(value = "dev.sailplane.observability.Promtool#isInstalled", disabledReason = Promtool.TO_INSTALL)
class PromtoolTest {
    @Test
    void rulesAreWellFormed(@TempDir Path folder) throws IOException {
        assertSucceeds("check", "rules", Alert.writeRules(folder).toString());
    }

    @Test
    void alertsFireWhenTheyShould(@TempDir Path folder) throws IOException {
        Alert.writeRules(folder);
        Path tests = Files.copy(Alert.TESTS, folder.resolve(Alert.TESTS.getFileName()));

        assertSucceeds("test", "rules", tests.toString());
    }

    @Test
    void expressionsOfTheDashboardAreWellFormed(@TempDir Path folder) throws IOException {
        // promtool checks expressions of rules alone, so each becomes a rule.
        List<Map<String, String>> rules = Dashboard.read()
                .expressions()
                .map(expression -> Map.of("record", "chart", "expr", expression.text()))
                .distinct()
                .toList();
        Path file = folder.resolve("charts.yaml");
        Files.writeString(
                file,
                new YAMLMapper()
                        .writeValueAsString(Map.of("groups", List.of(Map.of("name", "charts", "rules", rules)))));

        assertSucceeds("check", "rules", file.toString());
    }

    private static void assertSucceeds(String... words) throws IOException {
        Promtool.Finished finished = Promtool.run(words);

        assertThat(finished.status()).as(finished.output()).isZero();
    }
}
