package dev.sailplane.api.http.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplane.api.http.Problem;
import dev.sailplane.api.prediction.FieldError;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A failure in OpenAI's form. All four keys are always there: clients in typed languages read them unasked.
 *
 * @param type the class of failure, told by the status
 * @param param the wrong field, as {@code n} or {@code images[0].image_url}
 * @param code what kind of failure; stable
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record OpenAiError(String message, String type, @Nullable String param, String code) {
    private static final Map<String, String> CODES =
            Map.of("invalid-fields", "invalid_value", "unknown-model", "model_not_found");
    private static final Pattern INDEX = Pattern.compile("/(\\d+)(?=/|$)");

    /** As the only key of a body. */
    record Body(OpenAiError error) {}

    /** The same problem in this form. */
    static OpenAiError of(Problem problem) {
        return new OpenAiError(problem.detail(), type(problem.status()), param(problem), code(problem));
    }

    /** A JSON pointer in the form in which OpenAI names fields. */
    static String param(String pointer) {
        String dotted = INDEX.matcher(pointer).replaceAll("[$1]").replace('/', '.');
        return dotted.substring(1).replace("~1", "/").replace("~0", "~");
    }

    private static @Nullable String param(Problem problem) {
        if (problem.kind().equals("unknown-model")) {
            return "model";
        }
        return problem.errors().stream()
                .map(FieldError::pointer)
                .filter(pointer -> !pointer.isEmpty())
                .findFirst()
                .map(OpenAiError::param)
                .orElse(null);
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 429 -> "rate_limit_error";
            default -> status >= 500 ? "server_error" : "invalid_request_error";
        };
    }

    private static String code(Problem problem) {
        return switch (problem.status()) {
            case 401 -> "invalid_api_key";
            case 429 -> "rate_limit_exceeded";
            default -> CODES.getOrDefault(problem.kind(), problem.kind().replace('-', '_'));
        };
    }
}
