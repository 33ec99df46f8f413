package dev.sailplane.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplane.api.prediction.FieldError;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why there is no better answer (RFC 9457).
 *
 * @param type what kind of problem; stable
 * @param errors the wrong fields, if it is about fields
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        URI type, String title, int status, String detail, Optional<String> instance, List<FieldError> errors) {
    /** The media type of all problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:sailplane:problem:";

    public Problem {
        errors = List.copyOf(errors);
    }

    static Problem of(String kind, int status, String title, String detail) {
        return new Problem(URI.create(TYPE_PREFIX + kind), title, status, detail, Optional.empty(), List.of());
    }

    Problem with(List<FieldError> fieldErrors) {
        return new Problem(type, title, status, detail, instance, fieldErrors);
    }

    Problem at(String path) {
        return new Problem(type, title, status, detail, Optional.of(path), errors);
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }

    Response response(Duration retryAfter) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .header("Retry-After", Math.max(1, retryAfter.toSeconds()))
                .entity(this)
                .build();
    }
}
