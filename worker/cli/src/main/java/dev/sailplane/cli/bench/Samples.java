package dev.sailplane.cli.bench;

import java.util.ArrayList;
import java.util.List;

/** Numbers of one kind that were measured. */
final class Samples {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    int count() {
        return values.size();
    }

    double median() {
        return percentile(50);
    }

    /**
     * The smallest number that so many per cent of all do not exceed; NaN when there is none.
     *
     * @param percent above 0, at most 100
     */
    double percentile(double percent) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * values.size());
        return values.stream().sorted().toList().get(Math.max(1, rank) - 1);
    }
}
