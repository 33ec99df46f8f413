package dev.sailplane.api.http;

import dev.sailplane.api.access.Admission;
import dev.sailplane.api.access.CurrentTenant;
import dev.sailplane.api.access.Quota;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Tells tenants how much they have left ({@code RateLimit-Policy} and {@code RateLimit},
 * draft-ietf-httpapi-ratelimit-headers-11) in every answer to a POST, refusals included.
 */
@ApplicationScoped
public class RateLimitFields {
    private final Admission admission;
    private final CurrentTenant current;

    /** Asks these. */
    public RateLimitFields(Admission admission, CurrentTenant current) {
        this.admission = admission;
        this.current = current;
    }

    @ServerResponseFilter
    void tell(ContainerRequestContext request, ContainerResponseContext response) {
        List<Quota> quotas = request.getMethod().equals(HttpMethod.POST)
                ? current.identified().map(admission::quotas).orElse(List.of())
                : List.of();
        if (!quotas.isEmpty()) {
            response.getHeaders().putSingle("RateLimit-Policy", list(quotas, RateLimitFields::policy));
            response.getHeaders().putSingle("RateLimit", list(quotas, RateLimitFields::limit));
        }
    }

    static String policy(Quota quota) {
        String item = name(quota) + ";q=" + quota.limit();
        return switch (quota.kind()) {
            case REQUESTS_PER_MINUTE -> item + ";w=" + Admission.WINDOW.toSeconds();
            case CONCURRENT_JOBS -> item + ";qu=\"concurrent-requests\"";
        };
    }

    static String limit(Quota quota) {
        String item = name(quota) + ";r=" + quota.remaining();
        return quota.seconds().isPresent() ? item + ";t=" + quota.seconds().getAsInt() : item;
    }

    private static String name(Quota quota) {
        return switch (quota.kind()) {
            case REQUESTS_PER_MINUTE -> "\"jobs\"";
            case CONCURRENT_JOBS -> "\"active-jobs\"";
        };
    }

    private static String list(List<Quota> quotas, Function<Quota, String> item) {
        return quotas.stream().map(item).collect(Collectors.joining(", "));
    }
}
