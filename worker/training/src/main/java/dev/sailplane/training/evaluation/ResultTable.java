package dev.sailplane.training.evaluation;

import dev.sailplane.training.evaluation.Evaluation.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Results side by side, for people and for programs.
 *
 * @param results a row each
 */
public record ResultTable(List<Result> results) {
    private static final String NONE = "-";

    public ResultTable {
        results = List.copyOf(results);
    }

    /** As lines of a CSV file, the first one names the columns; what no prompt says is left empty. */
    public List<String> csv() {
        return rows().stream()
                .map(row ->
                        row.stream().map(cell -> cell.equals(NONE) ? "" : cell).collect(Collectors.joining(",")))
                .toList();
    }

    /** As lines with aligned columns: a line an attribute, a column a result. */
    public List<String> lines() {
        List<List<String>> rows = rows();
        List<String> lines = new ArrayList<>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            StringBuilder line = new StringBuilder();
            for (int row = 0; row < rows.size(); row++) {
                line.append(String.format(
                        Locale.ROOT, row == 0 ? "%-14s" : "%18s", rows.get(row).get(column)));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(
                        Stream.concat(
                                Stream.of("pictures"),
                                Arrays.stream(Attribute.values()).map(Attribute::word)),
                        Stream.of("frechet", "variety", "kept", "psnr"))
                .toList());
        results.forEach(result -> rows.add(row(result)));
        return rows;
    }

    private static List<String> row(Result result) {
        List<String> cells = new ArrayList<>(List.of(result.name()));
        for (Attribute attribute : Attribute.values()) {
            Double mean = result.scores().means().get(attribute);
            cells.add(mean == null ? NONE : number(mean));
        }
        cells.add(number(result.frechet()));
        cells.add(number(result.variety()));
        cells.add(number(result.fidelity().kept()));
        cells.add(number(result.fidelity().psnr()));
        return cells;
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : NONE;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
