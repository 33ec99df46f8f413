package dev.sailplane.cli.bench;

import java.util.Locale;

/**
 * One line of the report.
 *
 * @param precision number format of products as users type it
 * @param batch pictures a step
 * @param seconds median of a step, with the making of its pictures
 */
record TrainingTiming(String precision, int batch, double seconds) {
    static final String HEADING = "dtype  batch     ms/step  images/s";

    String line() {
        return String.format(
                Locale.ROOT, "%-5s  %5d  %10.1f  %8.1f", precision, batch, 1000 * seconds, batch / seconds);
    }
}
