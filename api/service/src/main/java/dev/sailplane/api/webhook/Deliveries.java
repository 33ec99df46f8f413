package dev.sailplane.api.webhook;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.contract.TenantName;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * All deliveries as this replica knows them: what the log told and what it added itself. Safe for use by many threads.
 */
@ApplicationScoped
public class Deliveries {
    private final DeliveryJournal journal;
    private final DeliveryView view;
    private final DeliverySchedule schedule;
    private final Semaphore changes = new Semaphore(0);

    /** Adds to the journal; remembers as much as configured. */
    public Deliveries(DeliveryJournal journal, ApiConfiguration configuration) {
        this.journal = journal;
        this.view = new DeliveryView(configuration.webhook().endedDeliveries());
        this.schedule = new DeliverySchedule(configuration.webhook().maximumUnderWay());
    }

    /** Takes in what the log tells. */
    public void take(Delivery delivery) {
        synchronized (this) {
            if (view.apply(delivery)) {
                schedule.put(delivery);
            }
        }
        changes.release();
    }

    /**
     * Adds to the log, then takes in. Blocking.
     *
     * @throws DeliveryJournalException when it may not be safe; nothing is taken in then
     */
    public void record(Delivery delivery) {
        journal.append(delivery);
        take(delivery);
    }

    /**
     * Has a delivery sent once more: at once, also to a disabled address. Blocking.
     *
     * @return as it stands then; empty if the tenant has no such delivery
     * @throws DeliveryJournalException when that could not be kept
     */
    public Optional<Delivery> replay(TenantName tenant, String id, Instant now) {
        Optional<Delivery> again = find(tenant, id).map(delivery -> delivery.replayed(now));
        again.ifPresent(this::record);
        return again;
    }

    /** A tenant's delivery. */
    public Optional<Delivery> find(TenantName tenant, String id) {
        return find(id).filter(delivery -> delivery.notice().tenant().equals(tenant));
    }

    /** A tenant's deliveries, in no order. */
    public synchronized List<Delivery> of(TenantName tenant) {
        return view.of(tenant);
    }

    synchronized Optional<Delivery> find(String id) {
        return view.find(id);
    }

    synchronized boolean disabled(Notice notice, Instant now) {
        return view.disabled(notice, now);
    }

    /** See {@link DeliverySchedule#start}. */
    synchronized List<Runnable> start(Set<Integer> shards, Instant now, Function<Delivery, Optional<Runnable>> gate) {
        return schedule.start(shards, now, gate);
    }

    /** See {@link DeliverySchedule#finished}. */
    void finished(String id, Instant notBefore) {
        synchronized (this) {
            schedule.finished(id, notBefore);
        }
        changes.release();
    }

    synchronized Optional<Instant> nextDue(Instant now) {
        return schedule.nextDue(now);
    }

    /** Returns when something has changed since the last call, or the time is over. */
    void awaitChange(Duration patience) throws InterruptedException {
        if (changes.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            changes.drainPermits();
        }
    }
}
