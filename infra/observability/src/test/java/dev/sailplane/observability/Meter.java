package dev.sailplane.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A meter in the services' sources.
 *
 * @param service as the README calls it
 * @param file where it is made
 */
record Meter(String service, Kind kind, String name, Path file) {
    enum Kind {
        COUNTER,
        GAUGE,
        TIMER,
        SUMMARY
    }

    private static final Path ROOT = Path.of("..", "..");
    private static final String IMPORT = "import io.micrometer.";
    private static final Pattern NAME = Pattern.compile("\"sailplane\\.[a-z0-9.]+\"");

    // Metrics.timer("…", Gauge.builder("…", and FleetMetrics' own gauge(registry, "…".
    private static final Pattern MADE = Pattern.compile(
            "(?<kind>(?:\\b|Distribution)(?i:counter|gauge|timer|summary))(?:\\.builder)?\\((?:registry,\\s*)?(?<name>"
                    + NAME.pattern() + ")");

    /** Those of both services. */
    static List<Meter> all() {
        return Stream.concat(of("API", "api/service"), of("worker", "worker/service"))
                .toList();
    }

    private static Stream<Meter> of(String service, String module) {
        Path sources = ROOT.resolve(module).resolve("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream()
                    .flatMap(file -> in(file, service));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<Meter> in(Path file, String service) {
        String source = read(file);
        if (!source.contains(IMPORT)) {
            return Stream.empty();
        }
        List<Meter> meters = MADE.matcher(source)
                .results()
                .map(made -> new Meter(service, kind(made.group("kind")), unquoted(made.group("name")), file))
                .toList();
        if (meters.size() != NAME.matcher(source).results().count()) {
            throw new AssertionError(file + " makes meters in a way that this test does not know");
        }
        return meters.stream();
    }

    private static Kind kind(String word) {
        return Kind.valueOf(word.replace("Distribution", "").toUpperCase(Locale.ROOT));
    }

    private static String unquoted(String name) {
        return name.substring(1, name.length() - 1);
    }

    boolean hasLabel(String label) {
        return read(file).contains('"' + label + '"');
    }

    /** What Prometheus gets to see of it: its series' names, as the services' own registry gives them. */
    @SuppressWarnings("deprecation") // Quarkus stands on this registry, and others name some meters in another way
    Set<String> series() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        register(registry);
        return registry.scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[ {]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void register(MeterRegistry registry) {
        switch (kind) {
            case COUNTER -> registry.counter(name);
            case GAUGE -> registry.gauge(name, 1);
            case TIMER -> registry.timer(name);
            case SUMMARY -> registry.summary(name);
        }
    }

    /** The name without what tells count, sum and maximum apart. */
    String family() {
        return series().stream()
                .map(each -> each.replaceFirst("_(count|sum|max)$", ""))
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
