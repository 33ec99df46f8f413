package dev.sailplane.cli.bench;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A job that comes.
 *
 * @param kind long or short
 * @param number its own, also its seed
 * @param at after the beginning
 */
record Arrival(Kind kind, int number, Duration at) {
    /** How much a job wants. */
    enum Kind {
        LONG,
        SHORT
    }

    /** The long ones at the beginning, the short ones evenly distributed over the time; the same for the same seed. */
    static List<Arrival> drawn(SchedulingSettings settings, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Stream<Arrival> longOnes = IntStream.range(0, settings.longJobs())
                .mapToObj(number -> new Arrival(Kind.LONG, number, Duration.ZERO));
        Stream<Arrival> shortOnes = IntStream.range(0, settings.shortJobs())
                .mapToObj(number -> new Arrival(Kind.SHORT, settings.longJobs() + number, Duration.ofNanos((long)
                        (random.nextDouble() * settings.seconds() * 1e9))))
                .sorted(Comparator.comparing(Arrival::at));
        return Stream.concat(longOnes, shortOnes).toList();
    }
}
