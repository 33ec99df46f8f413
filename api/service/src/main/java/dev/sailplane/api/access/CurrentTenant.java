package dev.sailplane.api.access;

import dev.sailplane.contract.TenantName;
import jakarta.enterprise.context.RequestScoped;

/** Whose request this is. Belongs to one request; set before any resource sees it. */
@RequestScoped
public class CurrentTenant {
    private TenantName name = TenantName.DEFAULT;

    /** The tenant; {@link TenantName#DEFAULT} where no keys are asked for. */
    public TenantName name() {
        return name;
    }

    void identified(TenantName tenant) {
        name = tenant;
    }
}
