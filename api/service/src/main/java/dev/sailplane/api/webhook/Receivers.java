package dev.sailplane.api.webhook;

import dev.failsafe.CircuitBreaker;
import dev.sailplane.api.configuration.ApiConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps each receiver to a few calls at a time, and leaves one alone for a while that keeps failing: after the pause one
 * call goes to see. Safe for use by many threads; every call is short.
 */
@ApplicationScoped
public class Receivers {
    /** What a call carries. */
    enum Kind {
        /** Must arrive some time: may use all places. */
        DURABLE,
        /** May be lost: gets half of them. */
        LIVE
    }

    private static final class Door {
        final CircuitBreaker<Object> breaker;
        int inside;

        Door(CircuitBreaker<Object> breaker) {
            this.breaker = breaker;
        }
    }

    private static final int REMEMBERED = 10_000;

    private final ApiConfiguration.Receivers settings;
    private final Map<Receiver, Door> doors = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Receiver, Door> eldest) {
            return size() > REMEMBERED && eldest.getValue().inside == 0;
        }
    };

    /** Bounds and pauses as configured. */
    public Receivers(ApiConfiguration configuration) {
        this.settings = configuration.webhook().receivers();
    }

    /** Begins a call, if the receiver may be called now; {@link #leave} must follow. */
    synchronized boolean enter(Receiver receiver, Kind kind) {
        Door door = doors.computeIfAbsent(receiver, _ -> new Door(breaker()));
        int places = settings.maximumCalls();
        int open = kind == Kind.DURABLE ? places : Math.max(1, places / 2);
        if (door.inside >= open || !door.breaker.tryAcquirePermit()) {
            return false;
        }
        door.inside++;
        return true;
    }

    /**
     * Ends a call.
     *
     * @param healthy whether the receiver is at work; empty if it was not called after all
     */
    synchronized void leave(Receiver receiver, Optional<Boolean> healthy) {
        Door door = doors.computeIfAbsent(receiver, _ -> new Door(breaker()));
        door.inside = Math.max(0, door.inside - 1);
        if (healthy.isPresent() && healthy.get()) {
            door.breaker.recordSuccess();
        } else if (healthy.isPresent() || door.breaker.isHalfOpen()) {
            // A look that did not take place says nothing: another follows after another pause.
            door.breaker.recordFailure();
        }
    }

    /** Whether the receiver is being left alone, or looked after, because it failed. */
    synchronized boolean failing(Receiver receiver) {
        Door door = doors.get(receiver);
        return door != null && !door.breaker.isClosed();
    }

    private CircuitBreaker<Object> breaker() {
        return CircuitBreaker.builder()
                .withFailureThreshold(settings.failures())
                .withSuccessThreshold(1)
                .withDelay(settings.pause())
                .build();
    }
}
