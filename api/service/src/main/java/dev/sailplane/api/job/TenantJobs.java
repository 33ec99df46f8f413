package dev.sailplane.api.job;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The remembered jobs of one tenant, by age and by the request that made them. Not safe for use by several threads: the
 * view's lock guards it.
 */
final class TenantJobs {
    private static final Duration WINDOW = Duration.ofHours(1);

    private final NavigableSet<String> ids = new TreeSet<>();
    private final Map<String, JobId> byFingerprint = new HashMap<>();
    private final Deque<Instant> acceptances = new ArrayDeque<>();
    private int active;

    void accepted(Job job) {
        ids.add(job.id().value());
        byFingerprint.put(job.fingerprint(), job.id());
        acceptances.addLast(job.createdAt());
        Instant start = acceptances.getLast().minus(WINDOW);
        while (acceptances.getFirst().isBefore(start)) {
            acceptances.removeFirst();
        }
        active++;
    }

    void ended() {
        active--;
    }

    void forgotten(Job job) {
        ids.remove(job.id().value());
        byFingerprint.remove(job.fingerprint(), job.id());
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    int active() {
        return active;
    }

    /** Acceptances since then, up to an hour back. */
    int acceptedSince(Instant start) {
        int count = 0;
        for (var newest = acceptances.descendingIterator(); newest.hasNext(); count++) {
            if (newest.next().isBefore(start)) {
                break;
            }
        }
        return count;
    }

    /** The latest job of such a request. */
    Optional<JobId> madeBy(String fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint));
    }

    /** Names of jobs, ascending by age or, from the newest, descending. */
    NavigableSet<String> ids() {
        return ids;
    }
}
