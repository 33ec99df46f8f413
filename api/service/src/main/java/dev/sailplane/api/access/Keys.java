package dev.sailplane.api.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sailplane.api.storage.ObjectStore;
import dev.sailplane.contract.KeyId;
import dev.sailplane.contract.KeyRecord;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * The API keys in the bucket, remembered for a while: a revoked one holds for {@link #KNOWN_FOR} at most, a new one that
 * was tried too early works after {@link #UNKNOWN_FOR}. Blocking; safe for use by many threads.
 */
@ApplicationScoped
public class Keys {
    static final Duration KNOWN_FOR = Duration.ofSeconds(30);
    static final Duration UNKNOWN_FOR = Duration.ofSeconds(10);
    private static final int REMEMBERED = 10_000;
    private static final int MAXIMUM_BYTES = 64 << 10;

    private final LoadingCache<KeyId, Optional<KeyRecord>> remembered;

    /** Reads from the bucket. */
    @Inject
    public Keys(ObjectStore store) {
        this(store, Ticker.systemTicker());
    }

    Keys(ObjectStore store, Ticker ticker) {
        remembered = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfter(Expiry.creating(
                        (KeyId _, Optional<KeyRecord> key) -> key.isPresent() ? KNOWN_FOR : UNKNOWN_FOR))
                .ticker(ticker)
                .build(id -> store.get(ObjectKeys.apiKey(id), MAXIMUM_BYTES).map(Messages::readKey));
    }

    /**
     * What is stored of a key, if it holds.
     *
     * @throws dev.sailplane.api.storage.StorageException when only the bucket could tell and it does not answer
     */
    Optional<KeyRecord> find(KeyId id) {
        return remembered.get(id);
    }
}
