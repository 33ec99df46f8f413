package dev.sailplane.api.webhook;

import dev.sailplane.contract.TenantName;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;

/** Where nobody keeps rotations, every tenant has its first secret. */
@DefaultBean
@ApplicationScoped
public class FirstSecrets implements SecretRotations {
    @Override
    public SecretRotation of(TenantName tenant) {
        return SecretRotation.FIRST;
    }
}
