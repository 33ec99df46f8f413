package dev.sailplane.devstack.load;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table. Latencies are in milliseconds and of calls that succeeded.
 *
 * @param phase what was done
 * @param perSecond calls that succeeded
 * @param errors calls that did not
 * @param firstError why the first of them did not
 */
public record LoadResult(
        String phase,
        double perSecond,
        double p50,
        double p90,
        double p95,
        double p99,
        double p999,
        double max,
        long errors,
        @Nullable String firstError) {
    /** Names the columns of {@link #line}, the second as what is counted. */
    public static String heading(String unit) {
        return String.format(Locale.ROOT, "%-40s %8s", "latencies in ms", unit)
                + "     p50     p90     p95     p99   p99.9     max  errors";
    }

    /** The row as text. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%-40s %,8.0f %7.1f %7.1f %7.1f %7.1f %7.1f %7.1f %7d",
                phase,
                perSecond,
                p50,
                p90,
                p95,
                p99,
                p999,
                max,
                errors);
    }
}
