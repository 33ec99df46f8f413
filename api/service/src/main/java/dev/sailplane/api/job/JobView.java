package dev.sailplane.api.job;

import dev.sailplane.api.fleet.FleetWork;
import dev.sailplane.api.fleet.WorkLedger;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.Priority;
import dev.sailplane.contract.TenantName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.function.Consumer;
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

    private static final long NO_POSITION = -1;

    private final Clock clock;
    private final int endedCapacity;
    private final Map<JobId, JobMemory> active = new HashMap<>();
    private final SequencedMap<JobId, JobMemory> ended = new LinkedHashMap<>();
    private final EarlyEvents unplaced;
    private final TenantRegister tenants = new TenantRegister();
    private final Map<JobId, Instant> deadlines = new HashMap<>();
    private final Map<Priority, WaitingLine> lines = new EnumMap<>(Priority.class);
    private final WorkLedger ledger;

    /** @param ledger is told of every active job, under the view's lock; nobody else may tell or ask it anything */
    public JobView(Capacity capacity, WorkLedger ledger, Clock clock) {
        this.clock = clock;
        this.endedCapacity = capacity.endedJobs();
        this.ledger = ledger;
        this.unplaced = new EarlyEvents(capacity.unplacedJobs());
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
            unplaced.keep(event, position);
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
                .filter(job -> line(job.priority()).place(job.id()).orElse(0) == 0)
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
        return known == null
                ? OptionalInt.empty()
                : line(known.state().job().priority()).place(id);
    }

    /** A tenant's jobs that have not ended. */
    public synchronized int activeJobs(TenantName tenant) {
        return tenants.active(tenant);
    }

    /** A tenant's jobs accepted since then, up to an hour back. */
    public synchronized int acceptedSince(TenantName tenant, Instant start) {
        return tenants.acceptedSince(tenant, start);
    }

    /** A tenant's latest job of a request, if it is not older than that. */
    public synchronized Optional<JobState> madeBy(TenantName tenant, String fingerprint, Instant notBefore) {
        return tenants.madeBy(tenant, fingerprint)
                .flatMap(this::find)
                .filter(state -> !state.job().createdAt().isBefore(notBefore));
    }

    /** A page of a tenant's remembered jobs, newest first. */
    public synchronized JobPage page(TenantName tenant, JobQuery query) {
        return query.page(tenants.ids(tenant), id -> find(new JobId(id)));
    }

    /** The work of all active jobs. */
    public synchronized FleetWork work() {
        return ledger.work();
    }

    /** The jobs that workers have begun, in no order; as quick as there are few, however many wait. */
    public synchronized List<JobState.Processing> running() {
        return ledger.runningJobs().stream()
                .flatMap(id -> find(id).stream())
                .filter(JobState.Processing.class::isInstance)
                .map(JobState.Processing.class::cast)
                .toList();
    }

    /** How many jobs of that priority wait for a worker. */
    public synchronized int waiting(Priority priority) {
        return line(priority).length();
    }

    /** When the eldest job of that priority that waits was accepted; empty when none waits. */
    public synchronized Optional<Instant> waitingSince(Priority priority) {
        return line(priority)
                .first()
                .flatMap(id -> Optional.ofNullable(active.get(id)))
                .map(eldest -> eldest.state().job().createdAt());
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

    private WaitingLine line(Priority priority) {
        return lines.computeIfAbsent(priority, _ -> new WaitingLine(clock));
    }

    private @Nullable JobMemory memory(JobId id) {
        JobMemory known = active.get(id);
        return known != null ? known : ended.get(id);
    }

    private JobMemory accept(Job job) {
        JobMemory memory = new JobMemory(new JobState.Starting(job), clock.instant());
        active.put(job.id(), memory);
        tenants.accepted(job);
        ledger.queued(job);
        line(job.priority()).join(job.id());
        job.deadline().ifPresent(deadline -> deadlines.put(job.id(), deadline));
        unplaced.take(job.id()).forEach(early -> take(memory, early.event(), early.position()));
        return memory;
    }

    private void take(JobMemory memory, JobEvent event, long position) {
        boolean hadEnded = memory.state().ended();
        memory.take(event, position, clock.instant());
        if (hadEnded) {
            return;
        }
        Job job = memory.state().job();
        switch (memory.state()) {
            case JobState.Starting _ -> {}
            case JobState.Processing running -> {
                line(job.priority()).leave(job.id());
                ledger.running(job, running.progress().fraction());
            }
            case JobState.Succeeded done -> {
                ledger.succeeded(
                        job,
                        done.progress().stepsOfFirstStage(),
                        done.completion().deviceSeconds());
                ended(memory);
            }
            case JobState.Failed _, JobState.Canceled _ -> {
                ledger.ended(job);
                ended(memory);
            }
        }
    }

    private void ended(JobMemory memory) {
        Job job = memory.state().job();
        line(job.priority()).leave(job.id());
        active.remove(job.id());
        deadlines.remove(job.id());
        tenants.ended(job);
        ended.put(job.id(), memory);
        if (ended.size() > endedCapacity) {
            tenants.forgotten(ended.pollFirstEntry().getValue().state().job());
        }
    }
}
