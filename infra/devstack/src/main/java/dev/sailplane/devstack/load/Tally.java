package dev.sailplane.devstack.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What came of the calls of one phase. For one thread. */
final class Tally {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final Histogram latencies = new Histogram(LONGEST_MICROS, 3);
    private final long begun = System.nanoTime();
    private long ended;
    private long errors;
    private @Nullable String firstError;

    /** @param since when the call was to be made, as {@link System#nanoTime} */
    void succeeded(long since) {
        took(Duration.ofNanos(System.nanoTime() - since));
    }

    /** Counts a success that took so long; nothing after {@link #stop}. */
    void took(Duration time) {
        if (ended == 0) {
            long micros = TimeUnit.NANOSECONDS.toMicros(time.toNanos());
            latencies.recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
        }
    }

    /** The time is over: successes count no more, errors still do. */
    void stop() {
        ended = System.nanoTime();
    }

    void failed(Throwable why) {
        errors++;
        if (firstError == null) {
            firstError = String.valueOf(why.getMessage());
        }
    }

    /** Successes until now. */
    long succeeded() {
        return latencies.getTotalCount();
    }

    /** All that was counted until now. */
    LoadResult result(String phase) {
        double seconds = ((ended == 0 ? System.nanoTime() : ended) - begun) / 1e9;
        return new LoadResult(
                phase,
                latencies.getTotalCount() / seconds,
                percentile(50),
                percentile(90),
                percentile(95),
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
