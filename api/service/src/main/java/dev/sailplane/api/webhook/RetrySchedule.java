package dev.sailplane.api.webhook;

import dev.sailplane.api.configuration.ApiConfiguration;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** When a delivery is tried again. */
@Startup
@ApplicationScoped
public class RetrySchedule {
    private static final double JITTER = 0.1;

    private final List<Duration> offsets;

    /** Refuses a schedule that does not ascend. */
    public RetrySchedule(ApiConfiguration configuration) {
        offsets = List.copyOf(configuration.webhook().retries());
        if (!offsets.stream().sorted().distinct().toList().equals(offsets)
                || offsets.stream().anyMatch(offset -> offset.isNegative() || offset.isZero())) {
            throw new IllegalArgumentException(
                    "sailplane.api.webhook.retries must be positive and ascending, counted from the first try");
        }
    }

    /**
     * The pause before the next try, a little more than scheduled so that many do not come at once; empty after the last.
     *
     * @param tries made so far, at least 1
     */
    public Optional<Duration> pauseAfter(int tries) {
        if (tries > offsets.size()) {
            return Optional.empty();
        }
        Duration before = tries == 1 ? Duration.ZERO : offsets.get(tries - 2);
        Duration pause = offsets.get(tries - 1).minus(before);
        return Optional.of(pause.plusMillis(
                (long) (pause.toMillis() * JITTER * ThreadLocalRandom.current().nextDouble())));
    }

    /**
     * When to try again; empty after the last try. A receiver may ask for later, but not for more than the whole
     * schedule.
     *
     * @param tries made so far, at least 1
     * @param now the end of the latest
     * @param asked what the receiver asked for
     */
    Optional<Instant> nextTry(int tries, Instant now, Optional<Instant> asked) {
        Instant latest = now.plus(length());
        return pauseAfter(tries).map(pause -> {
            Instant scheduled = now.plus(pause);
            return asked.filter(scheduled::isBefore)
                    .map(later -> later.isBefore(latest) ? later : latest)
                    .orElse(scheduled);
        });
    }

    /** From the first try to the last. */
    Duration length() {
        return offsets.isEmpty() ? Duration.ZERO : offsets.getLast();
    }
}
