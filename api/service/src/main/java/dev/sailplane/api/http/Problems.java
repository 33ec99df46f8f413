package dev.sailplane.api.http;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;

/** Tells problems in the form that callers of a path expect; the one place where that is chosen. */
@ApplicationScoped
public class Problems {
    private final List<ProblemDialect> dialects;

    /** Knows these forms beside RFC 9457. */
    public Problems(@All List<ProblemDialect> dialects) {
        this.dialects = List.copyOf(dialects);
    }

    /** The answer to a request of this path. */
    public Response answer(Problem problem, String path) {
        return told(problem, path).build();
    }

    /** The same, saying when the request may be sent again: after a second at least. */
    public Response answer(Problem problem, String path, Duration retryAfter) {
        return told(problem, path)
                .header("Retry-After", Math.max(1, retryAfter.toSeconds()))
                .build();
    }

    private Response.ResponseBuilder told(Problem problem, String path) {
        return dialects.stream()
                .filter(dialect -> dialect.isSpokenAt(path))
                .findFirst()
                .map(dialect -> dialect.tell(problem))
                .orElseGet(() -> Response.status(problem.status())
                        .type(Problem.MEDIA_TYPE)
                        .entity(problem.at(path)));
    }
}
