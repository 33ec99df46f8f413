package dev.sailplane.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Whose jobs, pictures, events and deliveries something belongs to: 1 to 63 lower-case letters, digits and dashes. */
public record TenantName(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** The one tenant of a service that asks for no keys. */
    public static final TenantName DEFAULT = new TenantName("default");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TenantName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a tenant is named by 1 to 63 lower-case letters, digits and dashes, no dash first");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
