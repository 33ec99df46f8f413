package dev.sailplane.api.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives every answer, refusals too, a name to quote: the caller's {@code x-request-id} or one of ours. */
@ApplicationScoped
public class RequestIds {
    private static final String HEADER = "x-request-id";
    // Before everything that may answer.
    private static final int PRIORITY = 200;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    void register(@Observes Filters filters) {
        filters.register(RequestIds::name, PRIORITY);
    }

    private static void name(RoutingContext context) {
        String theirs = context.request().getHeader(HEADER);
        boolean usable = theirs != null && FORM.matcher(theirs).matches();
        context.response().putHeader(HEADER, usable ? theirs : "req_" + UUID.randomUUID());
        context.next();
    }
}
