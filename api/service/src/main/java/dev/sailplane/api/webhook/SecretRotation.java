package dev.sailplane.api.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * Which of a tenant's secrets holds.
 *
 * @param version of the current secret, 1 for the first
 * @param previousUntil until when the one before is signed with, too; absent when it is not
 */
public record SecretRotation(int version, Optional<Instant> previousUntil) {
    /** The first secret, never changed. */
    public static final SecretRotation FIRST = new SecretRotation(1, Optional.empty());

    public SecretRotation {
        if (version < 1 || (version == 1 && previousUntil.isPresent())) {
            throw new IllegalArgumentException("secrets are counted from 1, and the first has none before it");
        }
    }
}
