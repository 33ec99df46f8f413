package dev.sailplane.api.webhook;

import dev.sailplane.contract.TenantName;

/** Knows how often each tenant has changed its webhook secret. Safe for use by many threads; may block. */
@FunctionalInterface
public interface SecretRotations {
    /**
     * The tenant's; {@link SecretRotation#FIRST} for one that never changed it.
     *
     * @throws dev.sailplane.api.storage.StorageException when only the bucket could tell and it does not answer
     */
    SecretRotation of(TenantName tenant);
}
