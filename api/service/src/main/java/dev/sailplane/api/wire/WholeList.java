package dev.sailplane.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that fits on one page, in the form of a page.
 *
 * @param previous always {@code null}
 * @param next always {@code null}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record WholeList<T>(@Nullable URI previous, @Nullable URI next, List<T> results) {
    public WholeList {
        results = List.copyOf(results);
    }

    /** All there is. */
    public static <T> WholeList<T> of(List<T> results) {
        return new WholeList<>(null, null, results);
    }
}
