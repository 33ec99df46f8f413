package dev.sailplane.api.access;

import dev.sailplane.contract.TenantName;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Whose request this is. Belongs to one request; set before any resource sees it. */
@RequestScoped
public class CurrentTenant {
    private final AccessRule rule;
    private final AtomicReference<Optional<TenantName>> identified = new AtomicReference<>(Optional.empty());

    /** Nobody yet. */
    public CurrentTenant(AccessRule rule) {
        this.rule = rule;
    }

    /**
     * The tenant; {@link TenantName#DEFAULT} where no keys are asked for.
     *
     * @throws IllegalStateException when a key is required and none was looked at: never in a resource
     */
    public TenantName name() {
        return identified().orElseThrow(() -> new IllegalStateException("nobody has asked who calls"));
    }

    /** The tenant, unless the request was refused before it was known. */
    public Optional<TenantName> identified() {
        return identified.get().or(() -> rule.keysRequired() ? Optional.empty() : Optional.of(TenantName.DEFAULT));
    }

    /** Says who it is. */
    public void identify(TenantName tenant) {
        identified.set(Optional.of(tenant));
    }
}
