package dev.sailplane.api.access;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.contract.TenantName;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may see what is nobody's own: the tenants that are named for it, or everybody where no keys are asked for. */
@Startup
@ApplicationScoped
public class Operators {
    private final AccessRule rule;
    private final Set<TenantName> tenants;

    /** Throws an {@link IllegalArgumentException} that says how tenants are named when one of them is not. */
    public Operators(AccessRule rule, ApiConfiguration configuration) {
        this.rule = rule;
        this.tenants = configuration.access().operators().orElse(List.of()).stream()
                .map(TenantName::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Throws a {@link NotAnOperatorException} unless the tenant is one of them. */
    public void require(TenantName tenant) {
        if (rule.keysRequired() && !tenants.contains(tenant)) {
            throw new NotAnOperatorException();
        }
    }
}
