package dev.sailplane.api.job;

import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One replica's memory of jobs: all active ones and the latest ended ones. Events may come in any order across the two
 * topics; those of a job not yet accepted are kept aside. Safe for use by many threads; every call is short.
 */
public final class JobView {
    /**
     * How much is remembered.
     *
     * @param endedJobs ended jobs kept
     * @param unplacedJobs jobs whose events are kept aside until their acceptance comes
     */
    public record Capacity(int endedJobs, int unplacedJobs) {
        public Capacity {
            if (endedJobs < 1 || unplacedJobs < 1) {
                throw new IllegalArgumentException("the view of jobs needs room for at least one job of each kind");
            }
        }
    }

    private record Active(JobState state, Instant lastNews) {}

    private final Clock clock;
    private final Map<JobId, Active> active = new HashMap<>();
    private final Map<JobId, JobState> ended;
    // The latest event of each kind is enough to place a job.
    private final Map<JobId, Map<Class<?>, JobEvent>> unplaced;

    /** An empty view. */
    public JobView(Capacity capacity, Clock clock) {
        this.clock = clock;
        ended = new Recent<>(capacity.endedJobs());
        unplaced = new Recent<>(capacity.unplacedJobs());
    }

    /** Takes in an event. */
    public synchronized void apply(JobEvent event) {
        JobId id = event.jobId();
        Active known = active.get(id);
        if (known != null) {
            keep(id, known.state().after(event));
        } else if (event instanceof JobEvent.Accepted accepted) {
            if (!ended.containsKey(id)) {
                keep(id, place(accepted));
            }
        } else if (!ended.containsKey(id)) {
            unplaced.computeIfAbsent(id, _ -> new LinkedHashMap<>()).put(event.getClass(), event);
        }
    }

    /** A job's state, if it is remembered. */
    public synchronized Optional<JobState> find(JobId id) {
        Active known = active.get(id);
        return known != null ? Optional.of(known.state()) : Optional.ofNullable(ended.get(id));
    }

    /**
     * Whether an active job had no news for so long that its last word should be looked for elsewhere. True once a
     * period: asking counts as news.
     */
    public synchronized boolean quiet(JobId id, Duration period) {
        Active known = active.get(id);
        if (known == null || clock.instant().isBefore(known.lastNews().plus(period))) {
            return false;
        }
        keep(id, known.state());
        return true;
    }

    private JobState place(JobEvent.Accepted accepted) {
        JobState state = new JobState.Starting(accepted.job());
        Map<Class<?>, JobEvent> early = unplaced.remove(accepted.jobId());
        if (early != null) {
            for (JobEvent event : early.values()) {
                state = state.after(event);
            }
        }
        return state;
    }

    private void keep(JobId id, JobState state) {
        if (state.ended()) {
            active.remove(id);
            ended.put(id, state);
        } else {
            active.put(id, new Active(state, clock.instant()));
        }
    }

    /** A map that forgets its eldest entry beyond a size. */
    private static final class Recent<V> extends LinkedHashMap<JobId, V> {
        private static final long serialVersionUID = 1;
        private final int capacity;

        Recent(int capacity) {
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, V> eldest) {
            return size() > capacity;
        }
    }
}
