package dev.sailplane.diffusion.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** First come, first served. */
final class ByArrival implements StepOrder {
    @Override
    public List<Waiting> order(List<Waiting> waiting, Instant now) {
        return waiting.stream()
                .sorted(Comparator.comparingLong(Waiting::arrival))
                .toList();
    }

    @Override
    public void charge(Waiting served, Duration share) {}
}
