package dev.sailplane.diffusion.scheduling;

import dev.sailplane.diffusion.network.Conditioning;
import dev.sailplane.diffusion.network.DeviceMemoryException;
import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.NoisyRow;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.PromptEncoding;
import dev.sailplane.diffusion.network.PromptTokens;
import dev.sailplane.diffusion.network.PromptedNetwork;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out by trial which batch sizes a network is worth evaluating with on its device: doubling from one row on, for as
 * long as a row gets cheaper, memory suffices and the time is not up; and, where bits must be equal, which of these sizes
 * give the bits of the reference size, for rows in every place of the batch.
 */
public final class LaneCalibration {
    private static final Logger LOG = LoggerFactory.getLogger(LaneCalibration.class);
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(100); // steps that are timed more than once
    private static final int REPETITIONS = 3;
    private static final double WORTH_IT = 0.95; // of the smaller batch's time for a row
    private static final int TIMESTEPS = 1000;

    private final PromptedNetwork network;
    private final LaneSettings settings;
    private final LongSupplier nanoTime;
    private final long start;
    private final SplittableRandom random = new SplittableRandom(1);
    private final IdentityHashMap<NoisyRow, NoisePrediction> references = new IdentityHashMap<>();

    private LaneCalibration(PromptedNetwork network, LaneSettings settings, LongSupplier nanoTime) {
        this.network = network;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Tries; takes about ten seconds at most, or two steps if these take longer. */
    public static Lane calibrate(PromptedNetwork network, LaneSettings settings) {
        return calibrate(network, settings, System::nanoTime);
    }

    static Lane calibrate(PromptedNetwork network, LaneSettings settings, LongSupplier nanoTime) {
        int[] ids = new int[network.configuration().text().contextLength()];
        try (PromptEncoding prompt = network.encode(new PromptTokens(ids, new boolean[ids.length]))) {
            Lane lane = new LaneCalibration(network, settings, nanoTime).lane(prompt);
            LOG.atInfo()
                    .addKeyValue("rows", lane.limit())
                    .addKeyValue("exact", lane.exact())
                    .log("batch size calibrated");
            return lane;
        }
    }

    private Lane lane(PromptEncoding prompt) {
        List<NoisyRow> rows = IntStream.range(0, settings.maximumRows())
                .mapToObj(_ -> row(prompt))
                .toList();
        NavigableSet<Integer> sizes = new TreeSet<>();
        sizes.add(settings.referenceRows());
        boolean exact = settings.exact() && referenceIsReproduced(rows);
        int largest = largest(rows, sizes, exact);
        return exact ? Lane.ofEqualBits(network, sizes) : Lane.ofAnySize(network, largest);
    }

    private boolean referenceIsReproduced(List<NoisyRow> rows) {
        try {
            return equalBits(rows, settings.referenceRows());
        } catch (DeviceMemoryException shortage) {
            tellOfShortage(settings.referenceRows());
            return false;
        }
    }

    // Adds the sizes with equal bits on its way.
    private int largest(List<NoisyRow> rows, NavigableSet<Integer> sizes, boolean exact) {
        double cheapest = Double.POSITIVE_INFINITY;
        int best = 1;
        for (int size = 1; size <= settings.maximumRows() && !timeIsUp(); size *= 2) {
            double seconds;
            try {
                seconds = secondsPerRow(rows.subList(0, size));
            } catch (DeviceMemoryException shortage) {
                tellOfShortage(size);
                break;
            }
            boolean worthIt = seconds < cheapest * WORTH_IT;
            if (size > settings.referenceRows() && !worthIt) {
                break;
            }
            cheapest = Math.min(cheapest, seconds);
            best = size;
            if (exact && size != settings.referenceRows() && equalBits(rows, size)) {
                sizes.add(size);
            }
        }
        return best;
    }

    private double secondsPerRow(List<NoisyRow> rows) {
        long shortest = Long.MAX_VALUE;
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            long before = nanoTime.getAsLong();
            network.predict(rows);
            shortest = Math.min(shortest, nanoTime.getAsLong() - before);
            if (shortest > SHORT.toNanos()) {
                break;
            }
        }
        return (double) shortest / rows.size();
    }

    private boolean equalBits(List<NoisyRow> rows, int size) {
        List<NoisePrediction> together = network.predict(rows.subList(0, size));
        return IntStream.range(0, size).allMatch(row -> equal(together.get(row), reference(rows.get(row))));
    }

    private NoisePrediction reference(NoisyRow row) {
        return references.computeIfAbsent(
                row,
                _ -> network.predict(Collections.nCopies(settings.referenceRows(), row))
                        .getFirst());
    }

    private static boolean equal(NoisePrediction one, NoisePrediction other) {
        return Arrays.equals(one.noise().values(), other.noise().values())
                && Arrays.equals(one.variance().values(), other.variance().values());
    }

    private static void tellOfShortage(int rows) {
        LOG.atInfo().addKeyValue("rows", rows).log("too many rows for the device's memory");
    }

    private boolean timeIsUp() {
        return nanoTime.getAsLong() - start > TIME.toNanos();
    }

    private NoisyRow row(PromptEncoding prompt) {
        int size = network.configuration().imageSize();
        Optional<PixelTensor> low =
                network.configuration().superResolution() ? Optional.of(pixels(size / 4)) : Optional.empty();
        return new NoisyRow(pixels(size), random.nextInt(TIMESTEPS), new Conditioning(prompt, low, Optional.empty()));
    }

    private PixelTensor pixels(int size) {
        float[] values = new float[3 * size * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new PixelTensor(3, size, size, values);
    }
}
