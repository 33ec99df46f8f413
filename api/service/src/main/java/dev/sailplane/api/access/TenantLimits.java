package dev.sailplane.api.access;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.contract.TenantRecord;
import java.util.OptionalInt;

/**
 * Which limits hold.
 *
 * @param defaults of tenants for which none are set; absent: none
 * @param areOwn whether tenants may have limits of their own
 */
record TenantLimits(TenantRecord.Limits defaults, boolean areOwn) {
    private static final int USUAL_REQUESTS_PER_MINUTE = 600;
    private static final int USUAL_CONCURRENT_JOBS = 100;

    /** As configured. A service that asks for no keys sets none by itself. */
    static TenantLimits of(ApiConfiguration.Access settings, AccessRule rule) {
        TenantRecord.Limits usual = rule.keysRequired()
                ? new TenantRecord.Limits(
                        OptionalInt.of(USUAL_REQUESTS_PER_MINUTE), OptionalInt.of(USUAL_CONCURRENT_JOBS))
                : TenantRecord.USUAL.limits();
        TenantRecord.Limits configured =
                new TenantRecord.Limits(settings.defaultRequestsPerMinute(), settings.defaultConcurrentJobs());
        return new TenantLimits(usual.with(configured), rule.keysRequired());
    }

    /** Those of a tenant. */
    TenantRecord.Limits of(TenantRecord tenant) {
        return defaults.with(tenant.limits());
    }
}
