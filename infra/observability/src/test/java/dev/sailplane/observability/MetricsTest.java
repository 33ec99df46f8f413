package dev.sailplane.observability;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The README's tables are the one list of metrics: what the sources make is in it, nothing else of ours is, and alerts and
 * dashboard name nothing beyond it.
 */
class MetricsTest {
    private static final Set<String> SERVICES = Set.of("sailplane-api", "sailplane-worker", "sailplane-.*");
    private static final String SERVICE = "app_kubernetes_io_name";

    private final List<ReadmeRow> rows = ReadmeRow.all();
    private final List<Meter> meters = Meter.all();

    @Test
    void readmeListsWhatTheServicesTell() {
        Map<String, Set<String>> made = meters.stream()
                .collect(Collectors.groupingBy(Meter::family, Collectors.mapping(Meter::service, toSet())));

        assertThat(rows.stream()
                        .filter(ReadmeRow::isOurs)
                        .collect(Collectors.toMap(
                                ReadmeRow::metric,
                                row -> row.of().equals("both") ? Set.of("API", "worker") : Set.of(row.of()))))
                .isEqualTo(made);
    }

    @Test
    void readmeNamesLabelsThatMetersHave() {
        assertThat(meters)
                .allSatisfy(meter -> assertThat(row(meter.family()).labels()).allMatch(meter::hasLabel));
    }

    @Test
    void expressionsNameMetricsThatThereAre() {
        Set<String> ours =
                meters.stream().flatMap(meter -> meter.series().stream()).collect(toSet());

        assertThat(expressions().flatMap(expression -> expression.metrics().stream()))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("sailplane_")
                        ? ours.contains(name)
                        : rows.stream().anyMatch(row -> !row.isOurs() && row.names(name)));
    }

    @Test
    void readmeListsNoMetricOfOthersInVain() {
        Set<String> named = expressions()
                .flatMap(expression -> expression.metrics().stream())
                .collect(toSet());

        assertThat(rows).allMatch(row -> row.isOurs() || named.stream().anyMatch(row::names));
    }

    @Test
    void everyMeterIsShown() {
        Set<String> shown = Dashboard.read()
                .expressions()
                .flatMap(expression -> expression.metrics().stream())
                .collect(toSet());

        assertThat(meters).allMatch(meter -> meter.series().stream().anyMatch(shown::contains));
    }

    @Test
    void expressionsChooseByLabelsAndValuesThatThereAre() {
        assertThat(expressions().flatMap(expression -> expression.choices().stream()))
                .isNotEmpty()
                .allSatisfy(choice -> {
                    if (choice.label().equals(SERVICE)) {
                        assertThat(SERVICES).contains(choice.value());
                    } else {
                        ReadmeRow row = row(choice.metric());
                        assertThat(row.labels()).contains(choice.label());
                        assertThat(row.tells()).contains('`' + choice.value() + '`');
                    }
                });
    }

    /** Of which service a series is, only the PodMonitor says. */
    @Test
    void seriesHaveTheServicesName() throws IOException {
        Path monitor = Path.of("..", "kubernetes", "components", "monitoring", "pod-monitor.yaml");

        assertThat(Files.readString(monitor))
                .contains("podTargetLabels: [app.kubernetes.io/name]")
                .contains("values: [sailplane-api, sailplane-worker]");
    }

    private static Stream<Expression> expressions() {
        return Stream.concat(
                Alert.all().stream().map(Alert::expression), Dashboard.read().expressions());
    }

    private ReadmeRow row(String series) {
        return rows.stream()
                .filter(row -> row.names(series))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the README does not list " + series));
    }
}
