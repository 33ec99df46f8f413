package dev.sailplane.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the services are told by their environment. */
@EnabledIf(value = "dev.sailplane.kubernetes.Rendering#kubectlIsInstalled", disabledReason = Rendering.TO_INSTALL)
class SettingsTest {
    private static final String JSON_LOGS = "QUARKUS_LOG_CONSOLE_JSON_ENABLED";

    @ParameterizedTest
    @MethodSource("dev.sailplane.kubernetes.Rendering#all")
    void bothServicesLogForMachines(Rendering rendering) {
        assertThat(rendering.settings("sailplane-api")).containsEntry(JSON_LOGS, "true");
        assertThat(rendering.settings("sailplane-worker")).containsEntry(JSON_LOGS, "true");
    }

    @Test
    void onEksTheOperatorsSeeTheWholeFleet() {
        assertThat(Rendering.ofOverlay("eks").settings("sailplane-api")).containsEntry("SAILPLANE_OPERATORS", "ops");
    }
}
