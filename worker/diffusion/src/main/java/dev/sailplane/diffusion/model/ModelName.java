package dev.sailplane.diffusion.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model is called by: {@code owner/name}, both of small letters, digits, dots, dashes and underscores, starting
 * with a letter or digit, 64 characters at most. So a name is always a safe relative path, too.
 */
public record ModelName(String owner, String name) {
    private static final String PART = "[a-z0-9][a-z0-9._-]{0,63}";
    private static final Pattern WHOLE = Pattern.compile("(" + PART + ")/(" + PART + ")");

    public ModelName {
        if (!owner.matches(PART) || !name.matches(PART)) {
            throw new IllegalArgumentException(
                    "a model's name is owner/name in small letters, digits, dots, dashes and underscores");
        }
    }

    /**
     * Parses {@code owner/name}.
     *
     * @throws IllegalArgumentException when the text is no such name
     */
    public static ModelName parse(String text) {
        Matcher matcher = WHOLE.matcher(text);
        return matcher.matches() ? new ModelName(matcher.group(1), matcher.group(2)) : new ModelName(text, "");
    }

    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
