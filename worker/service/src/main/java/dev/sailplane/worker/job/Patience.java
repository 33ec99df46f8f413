package dev.sailplane.worker.job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long an absent store is waited for.
 *
 * @param limit before its absence counts as a failure
 * @param interval before it is asked again
 */
public record Patience(Duration limit, Duration interval, InstantSource clock) {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    /** None: the first absence is a failure. */
    public static final Patience NONE = new Patience(Duration.ZERO, Duration.ZERO, InstantSource.system());

    /**
     * Calls until the store answers.
     *
     * @throws StoreUnavailableException when it does not in time
     */
    <T> T with(StoreCall<T> call) throws InterruptedException {
        Instant deadline = clock.instant().plus(limit);
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            try {
                return call.make();
            } catch (StoreUnavailableException absence) {
                if (!clock.instant().plus(interval).isBefore(deadline)) {
                    throw absence;
                }
                LOG.atWarn().addKeyValue("reason", absence.getCause()).log("waiting for the object store");
                Thread.sleep(interval);
            }
        }
    }

    /** A call to the store. */
    @FunctionalInterface
    interface StoreCall<T> {
        T make() throws InterruptedException;
    }
}
