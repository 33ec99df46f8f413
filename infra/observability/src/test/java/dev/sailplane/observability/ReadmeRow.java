package dev.sailplane.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of the tables in the README's section on metrics.
 *
 * @param metric the name of all its series, without {@code _count}, {@code _sum} and {@code _max}
 * @param labels those in braces
 * @param of who tells it
 * @param tells the rest
 */
record ReadmeRow(String metric, Set<String> labels, String of, String tells) {
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| `(?<metric>[a-z_0-9]+)(?:\\{(?<labels>[a-z_, ]+)})?` \\| (?<of>[^|]+) \\| (?<tells>.+) \\|$");

    static List<ReadmeRow> all() {
        try {
            String readme = Files.readString(Path.of("README.md"));
            int start = readme.indexOf("\n## Metrics\n");
            return ROW.matcher(readme.substring(start, readme.indexOf("\n## ", start + 1)))
                    .results()
                    .map(row -> new ReadmeRow(
                            row.group("metric"), labels(row.group("labels")), row.group("of"), row.group("tells")))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Set<String> labels(@Nullable String list) {
        return list == null ? Set.of() : Arrays.stream(list.split(", *")).collect(Collectors.toSet());
    }

    boolean isOurs() {
        return metric.startsWith("sailplane_");
    }

    /** Whether the series is one of this row's. */
    boolean names(String series) {
        return series.equals(metric) || series.matches(Pattern.quote(metric) + "_(count|sum|max)");
    }
}
