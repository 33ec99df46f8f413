package dev.sailplane.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of jobs, newest first.
 *
 * @param previous where the newer ones are, if there are any
 * @param next where the older ones are, if there are any
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PredictionList(
        @Nullable URI previous, @Nullable URI next, List<Prediction> results) {
    public PredictionList {
        results = List.copyOf(results);
    }
}
