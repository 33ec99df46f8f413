package dev.sailplane.api.job;

import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Events of jobs whose acceptance has not come yet; the latest of each kind is enough to place a job. Not safe for use by
 * several threads: the view's lock guards it.
 */
final class EarlyEvents {
    record Early(JobEvent event, long position) {}

    private final int capacity;
    private final SequencedMap<JobId, Map<Class<?>, Early>> jobs = new LinkedHashMap<>();

    /** @param capacity jobs whose events are kept; beyond it those of the eldest are given up */
    EarlyEvents(int capacity) {
        this.capacity = capacity;
    }

    void keep(JobEvent event, long position) {
        jobs.computeIfAbsent(event.jobId(), _ -> new LinkedHashMap<>())
                .put(event.getClass(), new Early(event, position));
        if (jobs.size() > capacity) {
            jobs.pollFirstEntry();
        }
    }

    /** Hands out what is kept of a job, in the topic's order, and forgets it. */
    List<Early> take(JobId id) {
        Map<Class<?>, Early> early = jobs.remove(id);
        return early == null
                ? List.of()
                : early.values().stream()
                        .sorted(Comparator.comparingLong(Early::position))
                        .toList();
    }
}
