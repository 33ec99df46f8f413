package dev.sailplane.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts and dashboard come with the overlay. */
@EnabledIf(value = "dev.sailplane.kubernetes.Rendering#kubectlIsInstalled", disabledReason = Rendering.TO_INSTALL)
class MonitoringTest {
    private static final Path ALERTS = Path.of("..", "observability", "alerts", "sailplane.rules.yaml");
    private static final Path DASHBOARD = Path.of("..", "observability", "dashboards", "sailplane.json");

    @ParameterizedTest
    @ValueSource(strings = {"eks", "strimzi"})
    void prometheusIsGivenTheAlerts(String overlay) throws IOException {
        JsonNode file = new YAMLMapper().readTree(ALERTS.toFile());

        Manifest rule = Rendering.ofOverlay(overlay).get("PrometheusRule", "sailplane");

        assertThat(rule.at("/spec/groups").isEmpty()).isFalse();
        assertThat(rule.at("/spec")).isEqualTo(file.path("spec"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eks", "strimzi"})
    void grafanaFindsTheDashboard(String overlay) throws IOException {
        Manifest dashboard = Rendering.ofOverlay(overlay).get("ConfigMap", "sailplane-dashboard");
        JsonNode labels = dashboard.at("/metadata/labels");

        // What the sidecar of Grafana's chart looks for.
        assertThat(labels.path("grafana_dashboard").asText()).isEqualTo("1");
        assertThat(dashboard.at("/data/sailplane.json").asText()).isEqualTo(Files.readString(DASHBOARD));
    }
}
