package dev.sailplane.api.prediction;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.source.EditSources;
import dev.sailplane.api.source.MaskRule;
import dev.sailplane.api.source.PictureSource;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.OutputOptions;
import dev.sailplane.contract.Sampler;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** Reads the {@code input} of a prediction. */
final class InputParser {
    /** What callers may write for a sampler. */
    private static final Map<String, Sampler> SAMPLERS =
            new TreeMap<>(Map.of("ancestral", Sampler.ANCESTRAL, "ddim", Sampler.DDIM));

    private static final Map<String, MaskRule> MASK_RULES =
            new TreeMap<>(Map.of("alpha", MaskRule.ALPHA, "white", MaskRule.WHITE, "black", MaskRule.BLACK));

    private static final int MAXIMUM_SOURCE_CHARACTERS = 20_000_000;

    /**
     * What came of it; errors are with the fields.
     *
     * @param input absent only when the prompt is wrong
     */
    record Parsed(Optional<GenerationInput> input, Optional<EditSources> sources) {}

    private final ApiConfiguration.Limits limits;

    InputParser(ApiConfiguration.Limits limits) {
        this.limits = limits;
    }

    /** Reads all fields; without a model, its own limits are not checked. */
    Parsed parse(JsonFields fields, Optional<Model> model) {
        Optional<String> prompt = prompt(fields);
        int maximumSteps = model.map(Model::maximumSteps).orElse(limits.maximumSteps());
        Optional<EditSources> sources = sources(fields, model);
        Optional<GenerationInput> input = Optional.of(new GenerationInput(
                prompt.orElse(""),
                fields.text("negative_prompt", 0, GenerationInput.MAXIMUM_PROMPT_CHARACTERS)
                        .orElse(""),
                fields.integer("seed", 0, GenerationInput.MAXIMUM_SEED).orElseGet(InputParser::randomSeed),
                (int) fields.integer("num_outputs", 1, limits.maximumOutputs()).orElse(1),
                size(fields, model),
                narrowed(fields.integer("num_inference_steps", 1, maximumSteps)),
                narrowed(fields.integer("upsample_steps", 1, maximumSteps)),
                sampler(fields),
                fields.number("guidance_scale", 0, GenerationInput.MAXIMUM_GUIDANCE_SCALE),
                Optional.empty(),
                OutputOptions.PLAIN));
        fields.refuseOthers();
        return new Parsed(input.filter(_ -> prompt.isPresent()), sources);
    }

    private static Optional<String> prompt(JsonFields fields) {
        fields.require("prompt");
        Optional<String> prompt = fields.text("prompt", 1, GenerationInput.MAXIMUM_PROMPT_CHARACTERS);
        if (prompt.isPresent() && prompt.get().isBlank()) {
            fields.wrong("prompt", "must not be blank");
        }
        return prompt;
    }

    private static OptionalInt size(JsonFields fields, Optional<Model> model) {
        OptionalInt size = narrowed(fields.integer("size", 1, Integer.MAX_VALUE));
        if (size.isPresent() && model.isPresent() && !model.get().sizes().contains(size.getAsInt())) {
            fields.wrong("size", "must be one of " + model.get().sizes());
        }
        return size;
    }

    // "scheduler" is what several other services call it.
    private static Optional<Sampler> sampler(JsonFields fields) {
        Optional<Sampler> sampler = fields.oneOf("sampler", SAMPLERS);
        Optional<Sampler> alias = fields.oneOf("scheduler", SAMPLERS);
        if (fields.has("sampler") && fields.has("scheduler")) {
            fields.wrong("scheduler", "is another name for sampler: give one of them");
        }
        return sampler.or(() -> alias);
    }

    private static Optional<EditSources> sources(JsonFields fields, Optional<Model> model) {
        Optional<PictureSource> image = source(fields, "image");
        Optional<PictureSource> mask = source(fields, "mask");
        Optional<MaskRule> rule = fields.oneOf("mask_source", MASK_RULES);
        if (!fields.has("image") && (fields.has("mask") || fields.has("mask_source"))) {
            fields.wrong("image", "is required with a mask");
        }
        if (fields.has("image") && model.isPresent() && !model.get().edit()) {
            fields.wrong("image", "cannot be given: this model does not edit");
        }
        if (!fields.has("mask") && rule.isPresent() && rule.get() != MaskRule.ALPHA) {
            fields.wrong("mask_source", "must be alpha when the image carries the mask itself");
        }
        return image.map(given -> new EditSources(given, mask, rule));
    }

    private static Optional<PictureSource> source(JsonFields fields, String name) {
        try {
            return fields.text(name, 1, MAXIMUM_SOURCE_CHARACTERS).map(PictureSource::parse);
        } catch (IllegalArgumentException neither) {
            fields.wrong(name, String.valueOf(neither.getMessage()));
            return Optional.empty();
        }
    }

    private static long randomSeed() {
        return ThreadLocalRandom.current().nextLong(1L << 32);
    }

    private static OptionalInt narrowed(OptionalLong value) {
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }
}
