package dev.sailplane.devstack.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What came of the calls of one phase. For one thread. */
final class Tally {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final Histogram latencies = new Histogram(LONGEST_MICROS, 3);
    private final long begun = System.nanoTime();
    private long errors;
    private @Nullable String firstError;

    /** @param since when the call was to be made, as {@link System#nanoTime} */
    void succeeded(long since) {
        latencies.recordValue(Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - since)));
    }

    void failed(Throwable why) {
        errors++;
        if (firstError == null) {
            firstError = String.valueOf(why.getMessage());
        }
    }

    /** All that was counted until now. */
    LoadResult result(String phase) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new LoadResult(
                phase,
                latencies.getTotalCount() / seconds,
                percentile(50),
                percentile(90),
                percentile(99),
                percentile(99.9),
                latencies.getMaxValue() / 1e3,
                errors,
                firstError);
    }

    private double percentile(double percent) {
        return latencies.getValueAtPercentile(percent) / 1e3;
    }
}
