package dev.sailplane.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A model as callers see it, in the shape of Replicate's model: what is not known is {@code null}, not absent.
 *
 * @param visibility always {@code public}: every caller may use every model
 * @param runCount always 0: runs are not counted
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ModelDescription(
        URI url,
        String owner,
        String name,
        @Nullable String description,
        String visibility,
        int runCount,
        @Nullable URI githubUrl,
        @Nullable URI paperUrl,
        @Nullable URI licenseUrl,
        @Nullable URI coverImageUrl,
        @Nullable Prediction defaultExample,
        ModelVersion latestVersion) {}
