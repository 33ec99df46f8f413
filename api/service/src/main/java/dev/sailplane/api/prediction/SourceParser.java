package dev.sailplane.api.prediction;

import dev.sailplane.api.source.EditSources;
import dev.sailplane.api.source.MaskRule;
import dev.sailplane.api.source.PictureSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Reads what a job starts from: {@code image} with {@code mask} (or with an alpha channel) for an edit, {@code image} with
 * {@code prompt_strength} for a variation.
 */
final class SourceParser {
    static final Map<String, MaskRule> MASK_RULES =
            new TreeMap<>(Map.of("alpha", MaskRule.ALPHA, "white", MaskRule.WHITE, "black", MaskRule.BLACK));

    static final int MAXIMUM_SOURCE_CHARACTERS = 20_000_000;
    /** Below this, of the shortest walks not a step would be left. */
    static final double MINIMUM_STRENGTH = 0.01;

    private SourceParser() {}

    static Optional<SourceRequest> parse(JsonFields fields, Optional<Model> model) {
        Optional<PictureSource> image = picture(fields, "image");
        Optional<PictureSource> mask = picture(fields, "mask");
        Optional<MaskRule> rule = fields.oneOf("mask_source", MASK_RULES);
        OptionalDouble strength = fields.number("prompt_strength", MINIMUM_STRENGTH, 1);
        checkImage(fields, model);
        checkMask(fields, rule);
        if (strength.isPresent()) {
            return image.map(given -> new SourceRequest.Variation(given, strength.getAsDouble()));
        }
        return image.map(given -> new SourceRequest.Edit(new EditSources(given, mask, rule)));
    }

    private static void checkImage(JsonFields fields, Optional<Model> model) {
        if (!fields.has("image") && (fields.has("mask") || fields.has("mask_source"))) {
            fields.wrong("image", "is required with a mask");
        }
        if (!fields.has("image") && fields.has("prompt_strength")) {
            fields.wrong("image", "is required with prompt_strength");
        }
        if (fields.has("image") && model.isPresent() && !model.get().edit()) {
            fields.wrong("image", "cannot be given: this model does not edit");
        }
    }

    private static void checkMask(JsonFields fields, Optional<MaskRule> rule) {
        if (fields.has("prompt_strength") && (fields.has("mask") || fields.has("mask_source"))) {
            fields.wrong("prompt_strength", "is for whole pictures: give it or a mask, not both");
        }
        if (!fields.has("mask") && rule.isPresent() && rule.get() != MaskRule.ALPHA) {
            fields.wrong("mask_source", "must be alpha when the image carries the mask itself");
        }
    }

    /** A picture that a field names, if it does. */
    static Optional<PictureSource> picture(JsonFields fields, String name) {
        try {
            return fields.text(name, 1, MAXIMUM_SOURCE_CHARACTERS).map(PictureSource::parse);
        } catch (IllegalArgumentException neither) {
            fields.wrong(name, String.valueOf(neither.getMessage()));
            return Optional.empty();
        }
    }
}
