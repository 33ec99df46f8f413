package dev.sailplane.api.webhook;

import dev.sailplane.api.access.Tenants;
import dev.sailplane.contract.TenantName;
import dev.sailplane.contract.TenantRecord;
import jakarta.enterprise.context.ApplicationScoped;

/** Rotations as operators have set them for tenants. */
@ApplicationScoped
public class TenantSecrets implements SecretRotations {
    private final Tenants tenants;

    /** Asks there. */
    public TenantSecrets(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public SecretRotation of(TenantName tenant) {
        TenantRecord.WebhookSecret set = tenants.find(tenant).webhookSecret();
        return new SecretRotation(set.version(), set.previousUntil());
    }
}
