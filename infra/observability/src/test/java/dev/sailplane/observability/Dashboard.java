package dev.sailplane.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Grafana's file. */
record Dashboard(JsonNode root) {
    static final Path FILE = Path.of("dashboards", "sailplane.json");

    static Dashboard read() {
        try {
            return new Dashboard(new ObjectMapper().readTree(FILE.toFile()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<JsonNode> panels() {
        return root.path("panels").valueStream().toList();
    }

    /** Panels that show something. */
    List<JsonNode> charts() {
        return panels().stream()
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    /** With a value in each variable's place. */
    Stream<Expression> expressions() {
        return charts().stream()
                .flatMap(chart -> chart.path("targets").findValuesAsText("expr").stream())
                .map(expr -> expr.replace("$__rate_interval", "5m").replace("$target", "60"))
                .map(Expression::new);
    }
}
