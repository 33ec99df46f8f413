package dev.sailplane.api.access;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.configuration.Configurations;
import dev.sailplane.api.storage.MemoryObjectStore;
import dev.sailplane.contract.ApiKey;
import dev.sailplane.contract.KeyRecord;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.TenantName;
import dev.sailplane.contract.TenantRecord;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;

/** Keys and tenants for tests, as an operator makes them. */
public final class Access {
    private Access() {}

    public static AccessRule rule(String mode) {
        return new AccessRule(Configurations.with(Map.of("sailplane.api.access.mode", mode)), "127.0.0.1");
    }

    /** Admission where there are no limits. */
    public static Admission unlimited(ApiConfiguration configuration) {
        return new Admission(new FakeLedger(), new Tenants(new MemoryObjectStore()), rule("open"), configuration);
    }

    /** Addresses of streams as they are where no keys are required. */
    public static StreamLinks openLinks(ApiConfiguration configuration) {
        return new StreamLinks(rule("open"), new LinkSigner(configuration));
    }

    /** Makes a key of the tenant, in a bucket in memory. */
    public static ApiKey createKey(Map<String, byte[]> objects, TenantName tenant) {
        ApiKey key = ApiKey.draw(new SecureRandom());
        objects.put(
                ObjectKeys.apiKey(key.id()), Messages.write(new KeyRecord(tenant, "test", Instant.EPOCH, key.hint())));
        return key;
    }

    public static void limit(Map<String, byte[]> objects, TenantName tenant, int requestsPerMinute, int jobs) {
        TenantRecord.Limits limits = new TenantRecord.Limits(OptionalInt.of(requestsPerMinute), OptionalInt.of(jobs));
        objects.put(ObjectKeys.tenant(tenant), Messages.write(TenantRecord.USUAL.withLimits(limits)));
    }
}
