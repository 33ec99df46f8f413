package dev.sailplane.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is called by an alert learns how urgent it is, what it means and what to do. */
class AlertsTest {
    private static final Pattern HEADING = Pattern.compile("(?m)^## (\\w+)$");
    private static final String RUNBOOK = "infra/observability/RUNBOOK.md#";

    @ParameterizedTest
    @MethodSource("dev.sailplane.observability.Alert#all")
    void saysWhatSomebodyNeeds(Alert alert) {
        assertThat(alert.name()).startsWith("Sailplane");
        assertThat(alert.text("/for")).matches("\\d+[mh]");
        assertThat(alert.text("/labels/severity")).isIn("critical", "warning");
        assertThat(alert.text("/annotations/summary")).isNotBlank();
        assertThat(alert.text("/annotations/description")).isNotBlank();
        // As Git hosts name the anchor of a heading.
        assertThat(alert.text("/annotations/runbook"))
                .isEqualTo(RUNBOOK + alert.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void runbookHasAParagraphForEach() throws IOException {
        List<String> headings = HEADING.matcher(Files.readString(Path.of("RUNBOOK.md")))
                .results()
                .map(heading -> heading.group(1))
                .toList();

        assertThat(headings)
                .containsExactlyElementsOf(Alert.all().stream().map(Alert::name).toList());
    }

    @ParameterizedTest
    @MethodSource("dev.sailplane.observability.Alert#all")
    void isTestedToFireAndNotToFire(Alert alert) {
        assertThat(alert.expectations().map(JsonNode::isEmpty)).contains(true, false);
    }

    /** Each replica shows the work of all. */
    @ParameterizedTest
    @MethodSource("dev.sailplane.observability.Alert#all")
    void addsUpNoGaugesOfReplicas(Alert alert) {
        assertThat(alert.expression().addsUpWork()).isFalse();
    }
}
