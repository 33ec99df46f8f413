package dev.sailplane.api.job;

import dev.sailplane.contract.JobId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Who of one {@linkplain dev.sailplane.contract.Topics#line line} waits for a worker, eldest first. Places are counted at most a few times a second, however many ask: a place that
 * is that old is as good as any. Not safe for use by several threads: the view's lock guards it.
 */
final class WaitingLine {
    private static final Duration FRESH = Duration.ofMillis(250);

    private final Clock clock;
    // Sorted at all times: copying it is quick, sorting a long line under the lock would hold up everyone.
    private final NavigableSet<String> waiting = new TreeSet<>();
    private String[] counted = {};
    private Instant countedAt = Instant.MIN;

    WaitingLine(Clock clock) {
        this.clock = clock;
    }

    void join(JobId id) {
        waiting.add(id.value());
    }

    void leave(JobId id) {
        waiting.remove(id.value());
    }

    int length() {
        return waiting.size();
    }

    Optional<JobId> first() {
        return waiting.isEmpty() ? Optional.empty() : Optional.of(new JobId(waiting.first()));
    }

    /** How many come before it, 0 for the first; empty for one that does not wait. */
    OptionalInt place(JobId id) {
        if (!waiting.contains(id.value())) {
            return OptionalInt.empty();
        }
        Instant now = clock.instant();
        if (countedAt.plus(FRESH).isBefore(now)) {
            counted = waiting.toArray(String[]::new);
            countedAt = now;
        }
        int place = Arrays.binarySearch(counted, id.value());
        return OptionalInt.of(place >= 0 ? place : -place - 1);
    }
}
