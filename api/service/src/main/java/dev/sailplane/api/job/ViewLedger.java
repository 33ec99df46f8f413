package dev.sailplane.api.job;

import dev.sailplane.api.access.TenantLedger;
import dev.sailplane.contract.TenantName;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Counts a tenant's jobs in the view, which hears of those that other replicas accept within milliseconds. */
@ApplicationScoped
public class ViewLedger implements TenantLedger {
    private final JobView view;

    /** Counts there. */
    public ViewLedger(JobView view) {
        this.view = view;
    }

    @Override
    public int activeJobs(TenantName tenant) {
        return view.activeJobs(tenant);
    }

    @Override
    public int acceptedSince(TenantName tenant, Instant start) {
        return view.acceptedSince(tenant, start);
    }
}
