package dev.sailplane.cli.bench;

import java.util.Locale;

/**
 * One line of the report.
 *
 * @param network its name
 * @param precision number format as users type it
 * @param rows of a batch
 * @param seconds median of a row's share of a batch
 * @param ratio of these to those of the smallest batch
 * @param rowsAPicture rows that a picture takes
 */
record RowTiming(String network, String precision, int rows, double seconds, double ratio, int rowsAPicture) {
    static final String HEADING =
            String.format(Locale.ROOT, "%-32s  dtype  rows      ms/row  of the first  images/s", "network");

    double imagesPerSecond() {
        return 1 / (seconds * rowsAPicture);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-32s  %-5s  %4d  %10.3f  %10.0f %%  %8.3f",
                network,
                precision,
                rows,
                1000 * seconds,
                100 * ratio,
                imagesPerSecond());
    }
}
