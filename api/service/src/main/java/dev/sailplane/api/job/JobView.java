package dev.sailplane.api.job;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.Priority;
import dev.sailplane.contract.TenantName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One replica's memory of jobs: all active ones and the latest ended ones. Events may come in any order across the
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

    private record Early(JobEvent event, long position) {}

    private static final long NO_POSITION = -1;

    private final Clock clock;
    private final Capacity capacity;
    private final Map<JobId, JobMemory> active = new HashMap<>();
    private final Map<JobId, JobMemory> ended = new LinkedHashMap<>();
    // The latest event of each kind is enough to place a job.
    private final Map<JobId, Map<Class<?>, Early>> unplaced = new LinkedHashMap<>();
    private final Map<TenantName, TenantJobs> tenants = new HashMap<>();
    private final Map<JobId, Instant> deadlines = new HashMap<>();
    private final Map<Priority, WaitingLine> lines = new EnumMap<>(Priority.class);

    /** An empty view. */
    public JobView(Capacity capacity, Clock clock) {
        this.clock = clock;
        this.capacity = capacity;
    }

    /** Takes in an event that this replica made or found itself. */
    public void apply(JobEvent event) {
        apply(event, NO_POSITION);
    }

    /**
     * Takes in an event from its topic.
     *
     * @param position its offset: of two events of a job the later one has the greater
     */
    public synchronized void apply(JobEvent event, long position) {
        JobId id = event.jobId();
        JobMemory known = memory(id);
        if (event instanceof JobEvent.Accepted(Job job)) {
            JobMemory memory = known == null ? accept(job) : known;
            memory.queued(position, clock.instant());
        } else if (known != null) {
            take(known, event, position);
        } else {
            unplaced.computeIfAbsent(id, _ -> new LinkedHashMap<>()).put(event.getClass(), new Early(event, position));
            shrink(unplaced, capacity.unplacedJobs(), _ -> {});
        }
    }

    /** A job's state, if it is remembered. */
    public synchronized Optional<JobState> find(JobId id) {
        return Optional.ofNullable(memory(id)).map(JobMemory::state);
    }

    /**
     * Tells the watcher the events after a position that are still remembered, then whatever happens, in order. It is
     * called under the view's lock: it must be quick and must not call back.
     *
     * @param after the last position the watcher knows; negative for none
     * @return ends the watching; empty when the job is not remembered
     */
    public synchronized Optional<Runnable> watch(JobId id, long after, Consumer<JobUpdate> watcher) {
        JobMemory known = memory(id);
        if (known == null) {
            return Optional.empty();
        }
        known.watch(after, watcher);
        return Optional.of(() -> forget(known, watcher));
    }

    /**
     * Whether an active job had no news for so long that its last word should be looked for elsewhere. True once a
     * period: asking counts as news.
     */
    public synchronized boolean quiet(JobId id, Duration period) {
        JobMemory known = active.get(id);
        Instant now = clock.instant();
        if (known == null || now.isBefore(known.lastNews().plus(period))) {
            return false;
        }
        known.looked(now);
        return true;
    }

    /**
     * Active jobs of which nothing was heard for so long that the queue may have lost them: those that a worker had
     * begun, and of those that wait the first of each line, for those behind it wait for a good reason.
     *
     * @param patience before the first time; twice as long after each time that a job was put into the queue again
     */
    public synchronized List<Job> silent(Duration patience) {
        Instant now = clock.instant();
        return active.values().stream()
                .filter(known -> known.silent(patience, now))
                .map(known -> known.state().job())
                .filter(job -> line(job).place(job.id()).orElse(0) == 0)
                .toList();
    }

    /** A silent job was put into the queue again by this replica. */
    public synchronized void reminded(JobId id) {
        JobMemory known = active.get(id);
        if (known != null) {
            known.reminded(clock.instant());
        }
    }

    /** How many jobs of its priority wait for a worker before this one; empty for one that does not wait. */
    public synchronized OptionalInt queuePosition(JobId id) {
        JobMemory known = active.get(id);
        return known == null ? OptionalInt.empty() : line(known.state().job()).place(id);
    }

    /** A tenant's jobs that have not ended. */
    public synchronized int activeJobs(TenantName tenant) {
        return ofTenant(tenant, 0, TenantJobs::active);
    }

    /** A tenant's jobs accepted since then, up to an hour back. */
    public synchronized int acceptedSince(TenantName tenant, Instant start) {
        return ofTenant(tenant, 0, jobs -> jobs.acceptedSince(start));
    }

    /** A tenant's latest job of a request, if it is not older than that. */
    public synchronized Optional<JobState> madeBy(TenantName tenant, String fingerprint, Instant notBefore) {
        return ofTenant(tenant, Optional.<JobId>empty(), jobs -> jobs.madeBy(fingerprint))
                .flatMap(this::find)
                .filter(state -> !state.job().createdAt().isBefore(notBefore));
    }

    /** A page of a tenant's remembered jobs, newest first. */
    public synchronized JobPage page(TenantName tenant, JobQuery query) {
        return ofTenant(tenant, JobPage.EMPTY, jobs -> query.page(jobs.ids(), id -> find(new JobId(id))));
    }

    /** Active jobs whose deadline has passed. */
    public synchronized List<JobState> overdue() {
        Instant now = clock.instant();
        return deadlines.entrySet().stream()
                .filter(deadline -> !now.isBefore(deadline.getValue()))
                .flatMap(deadline -> find(deadline.getKey()).stream())
                .toList();
    }

    private synchronized void forget(JobMemory known, Consumer<JobUpdate> watcher) {
        known.forget(watcher);
    }

    private <T> T ofTenant(TenantName tenant, T otherwise, Function<TenantJobs, T> question) {
        TenantJobs jobs = tenants.get(tenant);
        return jobs == null ? otherwise : question.apply(jobs);
    }

    private WaitingLine line(Job job) {
        return lines.computeIfAbsent(job.priority(), _ -> new WaitingLine(clock));
    }

    private @Nullable JobMemory memory(JobId id) {
        JobMemory known = active.get(id);
        return known != null ? known : ended.get(id);
    }

    private JobMemory accept(Job job) {
        JobMemory memory = new JobMemory(new JobState.Starting(job), clock.instant());
        active.put(job.id(), memory);
        tenants.computeIfAbsent(job.tenant(), _ -> new TenantJobs()).accepted(job);
        line(job).join(job.id());
        job.deadline().ifPresent(deadline -> deadlines.put(job.id(), deadline));
        Map<Class<?>, Early> early = unplaced.remove(job.id());
        if (early != null) {
            early.values().stream()
                    .sorted(Comparator.comparingLong(Early::position))
                    .forEach(news -> take(memory, news.event, news.position));
        }
        return memory;
    }

    private void take(JobMemory memory, JobEvent event, long position) {
        boolean hadEnded = memory.state().ended();
        memory.take(event, position, clock.instant());
        JobId id = memory.state().id();
        if (!(memory.state() instanceof JobState.Starting)) {
            line(memory.state().job()).leave(id);
        }
        if (memory.state().ended() && !hadEnded) {
            active.remove(id);
            deadlines.remove(id);
            ended.put(id, memory);
            ofTenant(memory.state().job().tenant(), false, jobs -> {
                jobs.ended();
                return true;
            });
            shrink(ended, capacity.endedJobs(), this::forgotten);
        }
    }

    private void forgotten(JobMemory memory) {
        Job job = memory.state().job();
        tenants.computeIfPresent(job.tenant(), (_, jobs) -> {
            jobs.forgotten(job);
            return jobs.isEmpty() ? null : jobs;
        });
    }

    private static <V> void shrink(Map<JobId, V> map, int capacity, Consumer<V> removed) {
        if (map.size() > capacity) {
            var eldest = map.entrySet().iterator();
            V value = eldest.next().getValue();
            eldest.remove();
            removed.accept(value);
        }
    }
}
