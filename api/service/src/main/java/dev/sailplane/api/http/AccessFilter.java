package dev.sailplane.api.http;

import dev.sailplane.api.access.Callers;
import dev.sailplane.api.access.CurrentTenant;
import dev.sailplane.api.access.LinkSigner;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.TenantName;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Asks every request to a resource who makes it, before the resource sees it. The bucket may have to be read for that:
 * done on a virtual thread, whatever thread the resource is for.
 */
@ApplicationScoped
public class AccessFilter {
    private static final Pattern STREAM = Pattern.compile("/v1/predictions/([0-9a-hjkmnp-tv-z]{26})/stream");

    private final Callers callers;
    private final LinkSigner links;
    private final CurrentTenant current;
    private final ExecutorService threads;

    /** Asks these. */
    public AccessFilter(
            Callers callers, LinkSigner links, CurrentTenant current, @VirtualThreads ExecutorService threads) {
        this.callers = callers;
        this.links = links;
        this.current = current;
        this.threads = threads;
    }

    /** Refused requests end here, as the exception's answer. */
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    @Nullable
    Uni<Void> identify(ContainerRequestContext request) {
        if (callers.areAllOne()) {
            return null;
        }
        Optional<TenantName> linked = linked(
                request.getMethod(),
                request.getUriInfo().getPath(),
                request.getUriInfo().getQueryParameters().getFirst("token"));
        if (linked.isPresent()) {
            current.identify(linked.get());
            return null;
        }
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        return Uni.createFrom()
                .item(() -> callers.identify(authorization))
                .runSubscriptionOn(threads)
                .invoke(current::identify)
                .replaceWithVoid();
    }

    /** Browsers and Replicate's clients open a stream by its address alone. */
    Optional<TenantName> linked(String method, String path, @Nullable String token) {
        Matcher stream = STREAM.matcher(path);
        return token != null && method.equals(HttpMethod.GET) && stream.matches()
                ? links.verify(
                        token, new JobId(stream.group(1)), Clock.systemUTC().instant())
                : Optional.empty();
    }
}
