package dev.sailplane.api.job;

import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.TenantName;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Function;

/** The remembered jobs of all tenants. Not safe for use by several threads: the view's lock guards it. */
final class TenantRegister {
    private final Map<TenantName, TenantJobs> tenants = new HashMap<>();

    void accepted(Job job) {
        tenants.computeIfAbsent(job.tenant(), _ -> new TenantJobs()).accepted(job);
    }

    void ended(Job job) {
        tenants.computeIfPresent(job.tenant(), (_, jobs) -> {
            jobs.ended();
            return jobs;
        });
    }

    void forgotten(Job job) {
        tenants.computeIfPresent(job.tenant(), (_, jobs) -> {
            jobs.forgotten(job);
            return jobs.isEmpty() ? null : jobs;
        });
    }

    int active(TenantName tenant) {
        return of(tenant, 0, TenantJobs::active);
    }

    int acceptedSince(TenantName tenant, Instant start) {
        return of(tenant, 0, jobs -> jobs.acceptedSince(start));
    }

    Optional<JobId> madeBy(TenantName tenant, String fingerprint) {
        return of(tenant, Optional.empty(), jobs -> jobs.madeBy(fingerprint));
    }

    NavigableSet<String> ids(TenantName tenant) {
        return of(tenant, Collections.emptyNavigableSet(), TenantJobs::ids);
    }

    private <T> T of(TenantName tenant, T otherwise, Function<TenantJobs, T> question) {
        TenantJobs jobs = tenants.get(tenant);
        return jobs == null ? otherwise : question.apply(jobs);
    }
}
