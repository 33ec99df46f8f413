package dev.sailplane.api.access;

import dev.sailplane.contract.TenantName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** What all replicas together are said to have accepted. Enabled by the tests that want it. */
@Alternative
@ApplicationScoped
public class FakeLedger implements TenantLedger {
    private record Entry(TenantName tenant, Instant acceptedAt, boolean active) {}

    private final Deque<Entry> entries = new ConcurrentLinkedDeque<>();

    public void accepted(TenantName tenant, Instant at) {
        entries.add(new Entry(tenant, at, true));
    }

    public void ended(TenantName tenant, Instant acceptedAt) {
        entries.add(new Entry(tenant, acceptedAt, false));
    }

    public void clear() {
        entries.clear();
    }

    @Override
    public int activeJobs(TenantName tenant) {
        return Math.toIntExact(entries.stream()
                .filter(entry -> entry.tenant().equals(tenant) && entry.active())
                .count());
    }

    @Override
    public int acceptedSince(TenantName tenant, Instant start) {
        return Math.toIntExact(entries.stream()
                .filter(entry ->
                        entry.tenant().equals(tenant) && !entry.acceptedAt().isBefore(start))
                .count());
    }
}
