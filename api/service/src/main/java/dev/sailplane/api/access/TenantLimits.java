package dev.sailplane.api.access;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.contract.TenantRecord;
import java.util.OptionalInt;

/**
 * The limits that hold for a tenant; absent: none.
 *
 * @param requestsPerMinute jobs accepted within any minute
 * @param concurrentJobs jobs that have not ended
 * @param ownLimits whether tenants may have limits of their own
 */
record TenantLimits(OptionalInt requestsPerMinute, OptionalInt concurrentJobs, boolean ownLimits) {
    static final int USUAL_REQUESTS_PER_MINUTE = 600;
    static final int USUAL_CONCURRENT_JOBS = 100;

    /** Those of a tenant for which none are set. A service that asks for no keys sets none by itself. */
    static TenantLimits of(ApiConfiguration.Access settings, AccessRule rule) {
        return new TenantLimits(
                withUsual(settings.defaultRequestsPerMinute(), rule, USUAL_REQUESTS_PER_MINUTE),
                withUsual(settings.defaultConcurrentJobs(), rule, USUAL_CONCURRENT_JOBS),
                rule.keysRequired());
    }

    /** With what is set for the tenant in their place. */
    TenantLimits overriddenBy(TenantRecord tenant) {
        return new TenantLimits(
                tenant.limits().requestsPerMinute().isPresent()
                        ? tenant.limits().requestsPerMinute()
                        : requestsPerMinute,
                tenant.limits().concurrentJobs().isPresent() ? tenant.limits().concurrentJobs() : concurrentJobs,
                ownLimits);
    }

    private static OptionalInt withUsual(OptionalInt set, AccessRule rule, int usual) {
        return set.isEmpty() && rule.keysRequired() ? OptionalInt.of(usual) : set;
    }
}
