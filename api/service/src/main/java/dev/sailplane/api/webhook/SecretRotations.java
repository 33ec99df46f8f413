package dev.sailplane.api.webhook;

import dev.sailplane.contract.TenantName;

/** Knows how often each tenant has changed its webhook secret. Answers at once, from many threads. */
@FunctionalInterface
public interface SecretRotations {
    /** The tenant's; {@link SecretRotation#FIRST} for one that never changed it. */
    SecretRotation of(TenantName tenant);
}
