package dev.sailplane.api.http.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pictures. There is no {@code quality}: the words that typed clients know for it would not be true.
 *
 * @param created seconds since 1970
 * @param size of the pictures as they are, whatever was asked for
 * @param background always {@code opaque}
 */
record ImagesResponse(
        long created, List<Image> data, String size, String background, String outputFormat, Usage usage) {
    ImagesResponse {
        data = List.copyOf(data);
    }

    /** A picture: its file or its address. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Image(@Nullable String b64Json, @Nullable URI url) {}
}
