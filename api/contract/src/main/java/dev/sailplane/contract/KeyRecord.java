package dev.sailplane.contract;

import java.time.Instant;

/**
 * What is stored of an {@link ApiKey}, at {@link ObjectKeys#apiKey}. A key holds as long as this object is there.
 *
 * @param tenant as whom its bearer is known
 * @param name what its maker calls it; for people
 * @param hint the key's last characters
 */
public record KeyRecord(TenantName tenant, String name, Instant createdAt, String hint) {}
