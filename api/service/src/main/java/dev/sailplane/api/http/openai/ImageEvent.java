package dev.sailplane.api.http.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * News of a stream. A key {@code error} may not be in it, not even {@code null}: clients take it for a failure.
 *
 * @param type decides what it is; clients do not read the event's own name
 * @param partialImageIndex from 0, of the work in progress only
 * @param createdAt seconds since 1970
 * @param usage of finished pictures only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImageEvent(
        String type,
        String b64Json,
        @Nullable Integer partialImageIndex,
        long createdAt,
        String size,
        String quality,
        String background,
        String outputFormat,
        @Nullable Usage usage) {
    // Of the words that typed clients know, the one that promises nothing.
    private static final String QUALITY = "auto";
    private static final String BACKGROUND = "opaque";

    /** The work in progress: always a JPEG, and small. */
    static ImageEvent partial(ImageKind kind, int index, long createdAt, String size, String base64) {
        String type = kind.eventPrefix() + ".partial_image";
        return new ImageEvent(type, base64, index, createdAt, size, QUALITY, BACKGROUND, "jpeg", null);
    }

    /** A finished picture. */
    static ImageEvent completed(ImageKind kind, long createdAt, String size, String outputFormat, String base64) {
        String type = kind.eventPrefix() + ".completed";
        return new ImageEvent(type, base64, null, createdAt, size, QUALITY, BACKGROUND, outputFormat, Usage.NONE);
    }

    /** A failure, which ends the stream. */
    record Failed(String type, OpenAiError error) {
        Failed(OpenAiError error) {
            this("error", error);
        }
    }
}
