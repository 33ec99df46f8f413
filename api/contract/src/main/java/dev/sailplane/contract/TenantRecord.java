package dev.sailplane.contract;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an operator has set for a tenant, at {@link ObjectKeys#tenant}. A tenant without such an object is like
 * {@link #USUAL}.
 */
public record TenantRecord(Limits limits, WebhookSecret webhookSecret) {
    /** Nothing set. */
    public static final TenantRecord USUAL = new TenantRecord(
            new Limits(OptionalInt.empty(), OptionalInt.empty()), new WebhookSecret(1, Optional.empty()));

    /**
     * Bounds of what a tenant may ask for; where absent, those of the service's configuration.
     *
     * @param requestsPerMinute jobs accepted within any minute, 1 to {@value #MAXIMUM}
     * @param concurrentJobs jobs that have not ended, 1 to {@value #MAXIMUM}
     */
    public record Limits(OptionalInt requestsPerMinute, OptionalInt concurrentJobs) {
        public static final int MAXIMUM = 1_000_000;

        public Limits {
            requireWithin(requestsPerMinute, "requests per minute");
            requireWithin(concurrentJobs, "concurrent jobs");
        }

        /** These, with those that the other sets in their place. */
        public Limits with(Limits other) {
            return new Limits(
                    other.requestsPerMinute.isPresent() ? other.requestsPerMinute : requestsPerMinute,
                    other.concurrentJobs.isPresent() ? other.concurrentJobs : concurrentJobs);
        }

        private static void requireWithin(OptionalInt limit, String name) {
            if (limit.isPresent() && (limit.getAsInt() < 1 || limit.getAsInt() > MAXIMUM)) {
                throw new IllegalArgumentException(name + " must be 1 to " + MAXIMUM);
            }
        }
    }

    /**
     * Which of its secrets signs a tenant's webhooks. The secrets themselves are derived, not stored.
     *
     * @param version counts up with each rotation, from 1
     * @param previousUntil until when the version before signs beside it
     */
    public record WebhookSecret(int version, Optional<Instant> previousUntil) {
        public WebhookSecret {
            if (version < 1) {
                throw new IllegalArgumentException("the version of a webhook secret is 1 or more");
            }
        }
    }

    /** The same with other limits. */
    public TenantRecord withLimits(Limits other) {
        return new TenantRecord(other, webhookSecret);
    }

    /** The same with the next secret; the present one signs beside it until then. */
    public TenantRecord rotated(Optional<Instant> presentUntil) {
        return new TenantRecord(limits, new WebhookSecret(webhookSecret.version() + 1, presentUntil));
    }
}
