package dev.sailplane.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplane.api.prediction.FieldError;
import java.net.URI;
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

    /**
     * A problem of a kind.
     *
     * @param kind a stable word, such as {@code invalid-fields}; part of the type
     * @param title the same for every problem of the kind
     * @param detail a sentence about this one
     */
    public static Problem of(String kind, int status, String title, String detail) {
        return new Problem(URI.create(TYPE_PREFIX + kind), title, status, detail, Optional.empty(), List.of());
    }

    /** What kind of problem it is: the last part of the type. */
    public String kind() {
        return type.toString().substring(TYPE_PREFIX.length());
    }

    Problem with(List<FieldError> fieldErrors) {
        return new Problem(type, title, status, detail, instance, fieldErrors);
    }

    Problem at(String path) {
        return new Problem(type, title, status, detail, Optional.of(path), errors);
    }
}
