package dev.sailplane.api.access;

import dev.sailplane.contract.TenantName;
import java.time.Instant;

/**
 * What is known of a tenant's jobs, whichever replica accepted them. Answers from memory; safe for use by many threads.
 */
public interface TenantLedger {
    /** Jobs that have not ended. */
    int activeJobs(TenantName tenant);

    /**
     * Jobs accepted at or after a time.
     *
     * @param start at most a minute ago
     */
    int acceptedSince(TenantName tenant, Instant start);
}
