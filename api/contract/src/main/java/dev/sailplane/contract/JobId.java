package dev.sailplane.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A job's name everywhere: record key, object prefix, part of event and webhook ids. 26 characters of lower-case
 * Crockford base 32 (a ULID), sortable by time of creation.
 */
public record JobId(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-hjkmnp-tv-z]{26}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public JobId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a job id is 26 characters of lower-case base 32");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
