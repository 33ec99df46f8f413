package dev.sailplane.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers a request that announces too large a body with a {@link Problem}, before the server's own check would close
 * without a word. Bodies that do not announce their size are cut off by the server.
 */
@ApplicationScoped
public class BodyLimit {
    // Before the server's own limit, which is a route of order -2.
    private static final int PRIORITY = 100;

    private static final Duration LINGER = Duration.ofSeconds(5);

    private final ObjectMapper mapper;
    private final Problems problems;
    private final long maximumBytes;

    /** Knows the server's limit. */
    public BodyLimit(
            ObjectMapper mapper,
            Problems problems,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maximumSize) {
        this.mapper = mapper;
        this.problems = problems;
        this.maximumBytes = maximumSize.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::judge, PRIORITY);
    }

    private void judge(RoutingContext context) {
        if (announced(context) <= maximumBytes) {
            context.next();
            return;
        }
        Response answer = problems.answer(
                Problem.of(
                        "body-too-large",
                        413,
                        "The body is too large",
                        "The body must be at most " + maximumBytes + " bytes."),
                context.normalizedPath());
        HttpServerResponse response = context.response()
                .setStatusCode(answer.getStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, answer.getMediaType().toString());
        // An HTTP/2 connection carries other requests, too.
        if (context.request().version() != HttpVersion.HTTP_2) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            closeWhenSent(context);
        }
        response.end(json(answer.getEntity()));
    }

    // A client that still sends when the connection closes sees the connection break, not the answer: for a while, what
    // comes is read and dropped (RFC 9112, section 9.6).
    private static void closeWhenSent(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpConnection connection = request.connection();
        request.handler(_ -> {}).endHandler(_ -> connection.close()).resume();
        context.vertx().setTimer(LINGER.toMillis(), _ -> connection.close());
    }

    private static long announced(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        // The server has refused what is no number.
        return length == null ? 0 : Long.parseLong(length);
    }

    private String json(Object problem) {
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a problem has no JSON form", impossible);
        }
    }
}
