package dev.sailplane.api.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Where a picture comes from. */
public sealed interface PictureSource {
    /** Sent along with the request, as base 64. */
    record Inline(String base64) implements PictureSource {
        @Override
        public String toString() {
            return "Inline[" + base64.length() + " characters]";
        }
    }

    /** In our bucket, where callers may put or find pictures. */
    record Stored(String key) implements PictureSource {}

    /** At an address that the outbound guard will have to let through. */
    record Remote(URI address) implements PictureSource {}

    /** Keys that callers may name: what was uploaded and what was drawn. */
    Pattern ALLOWED_KEYS = Pattern.compile(
            "uploads(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}){1,8}|jobs/[0-9a-hjkmnp-tv-z]{26}/output/\\d{1,2}\\.png");

    /** What a data URL of a picture begins with. */
    Pattern DATA_URL = Pattern.compile("data:image/[a-z0-9.+-]+;base64,", Pattern.CASE_INSENSITIVE);

    /**
     * Reads what the caller wrote.
     *
     * @throws IllegalArgumentException with a sentence for the caller when it is none of the three
     */
    static PictureSource parse(String text) {
        if (text.startsWith("data:")) {
            return inline(text);
        }
        if (text.contains("://")) {
            return remote(text);
        }
        if (ALLOWED_KEYS.matcher(text).matches()) {
            return new Stored(text);
        }
        throw new IllegalArgumentException(
                "must be a data URL, an https URL or an object key under uploads/ or jobs/{id}/output/");
    }

    private static PictureSource inline(String text) {
        var start = DATA_URL.matcher(text);
        if (!start.lookingAt()) {
            throw new IllegalArgumentException("must be a data URL of the form data:image/png;base64,…");
        }
        return new Inline(text.substring(start.end()));
    }

    private static PictureSource remote(String text) {
        try {
            return new Remote(new URI(text));
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("must be a well-formed https URL", malformed);
        }
    }
}
