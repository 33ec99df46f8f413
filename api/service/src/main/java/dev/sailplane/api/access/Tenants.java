package dev.sailplane.api.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.sailplane.api.storage.ObjectStore;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.TenantName;
import dev.sailplane.contract.TenantRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * What operators have set for tenants, in the bucket; a change is seen after {@link #REMEMBERED_FOR} at most. Safe for
 * use by many threads.
 */
@ApplicationScoped
public class Tenants {
    static final Duration REMEMBERED_FOR = Duration.ofSeconds(30);
    private static final int REMEMBERED = 10_000;
    private static final int MAXIMUM_BYTES = 64 << 10;

    private final LoadingCache<TenantName, TenantRecord> remembered;

    /** Reads from the bucket. */
    public Tenants(ObjectStore store) {
        remembered = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(REMEMBERED_FOR)
                .build(tenant -> store.get(ObjectKeys.tenant(tenant), MAXIMUM_BYTES)
                        .map(Messages::readTenant)
                        .orElse(TenantRecord.USUAL));
    }

    /**
     * What is set for a tenant; {@link TenantRecord#USUAL} when nothing is. Blocking.
     *
     * @throws dev.sailplane.api.storage.StorageException when only the bucket could tell and it does not answer
     */
    public TenantRecord find(TenantName tenant) {
        return remembered.get(tenant);
    }

    /** The same if it is remembered: makes no call. */
    Optional<TenantRecord> atHand(TenantName tenant) {
        return Optional.ofNullable(remembered.getIfPresent(tenant));
    }
}
