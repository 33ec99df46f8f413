package dev.sailplane.api.http.openai;

import dev.sailplane.api.prediction.FieldError;
import dev.sailplane.api.prediction.RejectedException;
import dev.sailplane.api.prediction.Rejection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the fields of a prediction's input are called in OpenAI's API.
 *
 * @param pointers into the caller's body, by our name, where the two differ
 */
record FieldNames(Map<String, String> pointers) {
    /** For bodies whose pictures are fields of their own. */
    static final FieldNames FLAT = new FieldNames(Map.of("num_outputs", "/n", "output_quality", "/output_compression"));

    private static final String INPUT = "/input/";

    FieldNames {
        pointers = Map.copyOf(pointers);
    }

    /** The same, but for one field. */
    FieldNames with(String name, String pointer) {
        Map<String, String> more = new HashMap<>(pointers);
        more.put(name, pointer);
        return new FieldNames(more);
    }

    /** Does this; where it is refused for fields, they are named as the caller knows them. */
    <T> T translating(Supplier<T> action) {
        try {
            return action.get();
        } catch (RejectedException refused) {
            if (refused.rejection() instanceof Rejection.InvalidFields(var errors)) {
                throw new RejectedException(
                        new Rejection.InvalidFields(
                                errors.stream().map(this::theirs).toList()),
                        refused);
            }
            throw refused;
        }
    }

    private FieldError theirs(FieldError error) {
        if (!error.pointer().startsWith(INPUT)) {
            return error;
        }
        String ours = error.pointer().substring(INPUT.length());
        String pointer = pointers.getOrDefault(ours, "/" + ours);
        String detail = error.detail().startsWith(ours + " ")
                ? OpenAiError.param(pointer) + error.detail().substring(ours.length())
                : error.detail();
        return new FieldError(pointer, detail);
    }
}
