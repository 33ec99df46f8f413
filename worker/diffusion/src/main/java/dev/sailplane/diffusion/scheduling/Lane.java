package dev.sailplane.diffusion.scheduling;

import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.NoisePredictor;
import dev.sailplane.diffusion.network.NoisyRow;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A network as the scheduler sees it: whatever rows come, they are evaluated in batches of allowed sizes. A kernel may
 * compute a row's last bits differently in a batch of another size, so if pictures must not depend on their company the
 * allowed sizes are those that were seen to give equal bits ({@link LaneCalibration}); the last batch is filled up with
 * rows whose answers are thrown away. For one thread.
 */
public final class Lane implements NoisePredictor {
    private static final double NANOSECONDS = 1e9;
    private static final double WEIGHT_OF_THE_LATEST = 0.1;

    private final NoisePredictor network;
    private final NavigableSet<Integer> sizes;
    private boolean exact;
    private int limit;
    private volatile double secondsPerRow;

    private Lane(NoisePredictor network, NavigableSet<Integer> sizes, boolean exact) {
        if (sizes.isEmpty() || sizes.first() < 1) {
            throw new IllegalArgumentException("a batch has at least one row");
        }
        this.network = network;
        this.sizes = sizes;
        this.exact = exact;
        this.limit = sizes.last();
    }

    /** Batches of any size up to a limit. */
    public static Lane ofAnySize(NoisePredictor network, int limit) {
        return new Lane(network, new TreeSet<>(upTo(limit)), false);
    }

    /** Batches of sizes that give equal bits. */
    public static Lane ofEqualBits(NoisePredictor network, NavigableSet<Integer> sizes) {
        return new Lane(network, new TreeSet<>(sizes), true);
    }

    /** Whether a row's bits depend on nothing but the row. */
    public boolean exact() {
        return exact;
    }

    /** Rows of a step at most. */
    public int limit() {
        return limit;
    }

    /** How long a row takes, an average in which the latest weigh most; 0 before the first. Any thread may ask. */
    public double secondsPerRow() {
        return secondsPerRow;
    }

    /**
     * Halves the limit. Where no allowed size is that small, the equal bits are given up.
     *
     * @return false when it is 1 already
     */
    boolean halve() {
        if (limit == 1) {
            return false;
        }
        limit /= 2;
        sizes.tailSet(limit, false).clear();
        if (sizes.isEmpty()) {
            sizes.addAll(upTo(limit));
            exact = false;
        }
        return true;
    }

    @Override
    public List<NoisePrediction> predict(List<NoisyRow> rows) {
        long start = System.nanoTime();
        List<NoisePrediction> predictions = new ArrayList<>(rows.size());
        for (int from = 0; from < rows.size(); ) {
            int size = size(rows.size() - from);
            int taken = Math.min(size, rows.size() - from);
            List<NoisyRow> batch = filled(rows.subList(from, from + taken), size);
            predictions.addAll(network.predict(batch).subList(0, taken));
            from += taken;
        }
        measure((System.nanoTime() - start) / NANOSECONDS / rows.size());
        return predictions;
    }

    private static List<Integer> upTo(int limit) {
        return IntStream.rangeClosed(1, limit).boxed().toList();
    }

    private int size(int rows) {
        Integer size = sizes.floor(Math.min(rows, limit));
        return size == null ? sizes.first() : size;
    }

    private static List<NoisyRow> filled(List<NoisyRow> rows, int size) {
        List<NoisyRow> filled = new ArrayList<>(rows);
        while (filled.size() < size) {
            filled.add(rows.getLast());
        }
        return filled;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void measure(double seconds) {
        double average = secondsPerRow;
        secondsPerRow = average == 0 ? seconds : average + WEIGHT_OF_THE_LATEST * (seconds - average);
    }
}
