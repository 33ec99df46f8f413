package dev.sailplane.api.access;

import dev.sailplane.api.access.RateLimitedException.Kind;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.contract.TenantName;
import dev.sailplane.contract.TenantRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets tenants in as far as their limits go. What counts is what all replicas have accepted, from the {@link TenantLedger},
 * and what is being accepted here; replicas that accept at the same moment may together go over by as much as they have
 * under way. Safe for use by many threads.
 */
@ApplicationScoped
public class Admission {
    /** Over which jobs are counted; slides. */
    public static final Duration WINDOW = Duration.ofMinutes(1);

    private final TenantLedger ledger;
    private final Tenants tenants;
    private final TenantLimits known;
    private final Duration pause;
    private final InstantSource clock;
    private final ConcurrentHashMap<TenantName, Integer> underWay = new ConcurrentHashMap<>();

    /** Counts by the ledger. */
    @Inject
    public Admission(TenantLedger ledger, Tenants tenants, AccessRule rule, ApiConfiguration configuration) {
        this(ledger, tenants, rule, configuration, InstantSource.system());
    }

    Admission(
            TenantLedger ledger,
            Tenants tenants,
            AccessRule rule,
            ApiConfiguration configuration,
            InstantSource clock) {
        this.ledger = ledger;
        this.tenants = tenants;
        this.known = TenantLimits.of(configuration.access(), rule);
        this.pause = configuration.publishing().retryAfter();
        this.clock = clock;
    }

    /**
     * Makes room for one job. Blocking.
     *
     * @throws RateLimitedException when there is none
     * @throws dev.sailplane.api.storage.StorageException when the tenant's limits cannot be read
     */
    public Reservation admit(TenantName tenant) {
        TenantRecord.Limits limits = known.areOwn() ? known.of(tenants.find(tenant)) : known.defaults();
        Instant now = clock.instant();
        underWay.compute(tenant, (name, count) -> {
            int others = count == null ? 0 : count;
            requireRoom(name, limits, others, now);
            return others + 1;
        });
        return new Reservation(() -> release(tenant));
    }

    /** How much a tenant has left of each of its limits; nothing where limits are not at hand. Makes no call. */
    public List<Quota> quotas(TenantName tenant) {
        Optional<TenantRecord.Limits> limits =
                known.areOwn() ? tenants.atHand(tenant).map(known::of) : Optional.of(known.defaults());
        return limits.map(holding -> quotas(tenant, holding)).orElse(List.of());
    }

    private void requireRoom(TenantName tenant, TenantRecord.Limits limits, int others, Instant now) {
        limits.requestsPerMinute().ifPresent(limit -> {
            if (accepted(tenant, now) + others >= limit) {
                int seconds = secondsUntilFewerThan(limit - others, tenant, now);
                throw new RateLimitedException(Kind.REQUESTS_PER_MINUTE, limit, Duration.ofSeconds(seconds));
            }
        });
        limits.concurrentJobs().ifPresent(limit -> {
            if (ledger.activeJobs(tenant) + others >= limit) {
                throw new RateLimitedException(Kind.CONCURRENT_JOBS, limit, pause);
            }
        });
    }

    private List<Quota> quotas(TenantName tenant, TenantRecord.Limits limits) {
        Instant now = clock.instant();
        int others = underWay.getOrDefault(tenant, 0);
        List<Quota> quotas = new ArrayList<>();
        limits.requestsPerMinute().ifPresent(limit -> {
            int accepted = accepted(tenant, now);
            int seconds = secondsUntilFewerThan(accepted, tenant, now);
            quotas.add(new Quota(
                    Kind.REQUESTS_PER_MINUTE, limit, left(limit, accepted + others), OptionalInt.of(seconds)));
        });
        limits.concurrentJobs()
                .ifPresent(limit -> quotas.add(new Quota(
                        Kind.CONCURRENT_JOBS,
                        limit,
                        left(limit, ledger.activeJobs(tenant) + others),
                        OptionalInt.empty())));
        return quotas;
    }

    private static int left(int limit, int used) {
        return Math.max(0, limit - used);
    }

    private int accepted(TenantName tenant, Instant now) {
        return ledger.acceptedSince(tenant, now.minus(WINDOW));
    }

    // 1 to the window's length. The count never grows as its start moves on, so halving finds the second.
    private int secondsUntilFewerThan(int count, TenantName tenant, Instant now) {
        int low = 1;
        int high = Math.toIntExact(WINDOW.toSeconds());
        while (low < high) {
            int middle = (low + high) / 2;
            if (ledger.acceptedSince(tenant, now.minus(WINDOW).plusSeconds(middle)) < count) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private void release(TenantName tenant) {
        underWay.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
    }
}
