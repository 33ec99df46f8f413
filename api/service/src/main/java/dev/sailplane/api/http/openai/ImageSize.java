package dev.sailplane.api.http.openai;

import dev.sailplane.api.prediction.JsonFields;
import dev.sailplane.api.prediction.Model;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code size}: {@code auto} or, as {@code 64x64}, a square that the model draws. */
final class ImageSize {
    private static final String FIELD = "size";
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})x(\\d{1,5})");
    // What programs written for OpenAI have in their source.
    private static final Set<String> STANDARD =
            Set.of("256x256", "512x512", "1024x1024", "1536x1024", "1024x1536", "1792x1024", "1024x1792", "2048x2048");

    private ImageSize() {}

    /** The side in pixels; empty for the model's own choice. */
    static OptionalInt read(JsonFields fields, OpenAiModels.Choice choice) {
        String text = fields.text(FIELD, 1, 16).orElse("auto");
        if (text.equals("auto")) {
            return OptionalInt.empty();
        }
        Model model = choice.model();
        Matcher form = FORM.matcher(text);
        if (form.matches() && form.group(1).equals(form.group(2))) {
            int side = Integer.parseInt(form.group(1));
            if (model.sizes().contains(side)) {
                return OptionalInt.of(side);
            }
        }
        if (choice.alias() && STANDARD.contains(text)) {
            return model.sizes().stream().mapToInt(Integer::intValue).max();
        }
        fields.wrong(FIELD, "must be auto or one of " + words(model));
        return OptionalInt.empty();
    }

    private static String words(Model model) {
        return model.sizes().stream().map(side -> side + "x" + side).collect(Collectors.joining(", "));
    }
}
