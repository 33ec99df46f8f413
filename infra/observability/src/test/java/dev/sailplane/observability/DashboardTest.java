package dev.sailplane.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The dashboard loads into any Grafana, and each chart says what it shows. */
class DashboardTest {
    private final Dashboard dashboard = Dashboard.read();

    @Test
    void panelsHaveIdsOfTheirOwn() {
        assertThat(dashboard.panels())
                .extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates()
                .allMatch(id -> id > 0);
    }

    @Test
    void chartsHaveTitleUnitAndQueries() {
        assertThat(dashboard.charts()).isNotEmpty().allSatisfy(chart -> {
            assertThat(chart.path("title").asText()).isNotBlank();
            assertThat(chart.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
            assertThat(chart.path("targets").findValuesAsText("expr")).isNotEmpty();
            assertThat(chart.path("targets").findValuesAsText("refId")).doesNotHaveDuplicates();
        });
    }

    @Test
    void whoOpensItChoosesTheDataSource() {
        assertThat(dashboard.root().at("/templating/list").findValuesAsText("type"))
                .contains("datasource");
        assertThat(dashboard.charts())
                .extracting(chart -> chart.at("/datasource/uid").asText())
                .containsOnly("${datasource}");
        assertThat(dashboard.root().findValues("datasource"))
                .extracting(source -> source.path("uid").asText())
                .containsOnly("${datasource}");
    }

    @Test
    void nothingPointsToACertainServer() throws IOException {
        assertThat(Files.readString(Dashboard.FILE)).doesNotContain("://");
    }

    @Test
    void panelsLieBesideEachOther() {
        List<Place> places = dashboard.panels().stream().map(Place::of).toList();

        assertThat(places).allMatch(place -> place.x >= 0 && place.x + place.w <= 24);
        assertThat(places)
                .allSatisfy(place -> assertThat(places.stream()
                                .filter(Predicate.not(place::equals))
                                .filter(place::overlaps))
                        .isEmpty());
    }

    @Test
    void addsUpNoGaugesOfReplicas() {
        assertThat(dashboard.expressions()).noneMatch(Expression::addsUpWork);
    }

    private record Place(int id, int x, int y, int w, int h) {
        static Place of(JsonNode panel) {
            JsonNode at = panel.path("gridPos");
            return new Place(
                    panel.path("id").asInt(),
                    at.path("x").asInt(),
                    at.path("y").asInt(),
                    at.path("w").asInt(),
                    at.path("h").asInt());
        }

        boolean overlaps(Place other) {
            return x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h;
        }
    }
}
