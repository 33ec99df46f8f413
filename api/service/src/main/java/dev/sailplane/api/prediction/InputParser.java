package dev.sailplane.api.prediction;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.OutputFormat;
import dev.sailplane.contract.OutputOptions;
import dev.sailplane.contract.Sampler;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** Reads the {@code input} of a prediction. */
final class InputParser {
    /** What callers may write for a sampler. */
    static final Map<String, Sampler> SAMPLERS =
            new TreeMap<>(Map.of("ancestral", Sampler.ANCESTRAL, "ddim", Sampler.DDIM));

    static final Map<String, OutputFormat> FORMATS = new TreeMap<>(Map.of(
            "png", OutputFormat.PNG,
            "jpeg", OutputFormat.JPEG,
            "jpg", OutputFormat.JPEG,
            "webp", OutputFormat.WEBP));

    static final int MAXIMUM_QUALITY = 100;

    /**
     * What came of it; errors are with the fields.
     *
     * @param input to be used only when there are no errors
     */
    record Parsed(GenerationInput input, Optional<SourceRequest> source) {}

    private final ApiConfiguration.Limits limits;

    InputParser(ApiConfiguration.Limits limits) {
        this.limits = limits;
    }

    /** Reads all fields; without a model, its own limits are not checked. */
    Parsed parse(JsonFields fields, Optional<Model> model) {
        Optional<SourceRequest> source = SourceParser.parse(fields, model);
        OptionalInt steps = steps(
                fields, "num_inference_steps", model.map(Model::maximumSteps).orElse(limits.maximumSteps()));
        GenerationInput input = new GenerationInput(
                prompt(fields),
                negativePrompt(fields).orElse(""),
                seed(fields).orElseGet(InputParser::randomSeed),
                (int) fields.integer("num_outputs", 1, limits.maximumOutputs()).orElse(1),
                size(fields, model),
                steps,
                steps(
                        fields,
                        "upsample_steps",
                        model.map(Model::maximumUpsampleSteps).orElse(limits.maximumSteps())),
                sampler(fields),
                guidanceScale(fields),
                Optional.empty(),
                output(fields, OutputOptions.PLAIN),
                Optional.empty(),
                StepRange.of(steps, strength(source)).checkpointSteps(fields));
        fields.refuseOthers();
        return new Parsed(input, source);
    }

    // A variation says by its picture what it is of.
    private static String prompt(JsonFields fields) {
        boolean variation = fields.has("prompt_strength");
        if (!variation) {
            fields.require("prompt");
        }
        return prompt(fields, variation).orElse("");
    }

    /** The prompt, if there is one; that of a variation may be empty. */
    static Optional<String> prompt(JsonFields fields, boolean variation) {
        Optional<String> prompt = fields.text("prompt", variation ? 0 : 1, GenerationInput.MAXIMUM_PROMPT_CHARACTERS);
        if (!variation && prompt.isPresent() && prompt.get().isBlank()) {
            fields.wrong("prompt", "must not be blank");
        }
        return prompt;
    }

    static Optional<String> negativePrompt(JsonFields fields) {
        return fields.text("negative_prompt", 0, GenerationInput.MAXIMUM_PROMPT_CHARACTERS);
    }

    static OptionalLong seed(JsonFields fields) {
        return fields.integer("seed", 0, GenerationInput.MAXIMUM_SEED);
    }

    static OptionalInt steps(JsonFields fields, String name, int maximum) {
        return narrowed(fields.integer(name, 1, maximum));
    }

    static OptionalDouble guidanceScale(JsonFields fields) {
        return fields.number("guidance_scale", 0, GenerationInput.MAXIMUM_GUIDANCE_SCALE);
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

    /** How the pictures are delivered; what is not said is as in {@code otherwise}. */
    static OutputOptions output(JsonFields fields, OutputOptions otherwise) {
        OutputFormat format = fields.oneOf("output_format", FORMATS).orElse(otherwise.format());
        OptionalLong quality = fields.integer("output_quality", 1, MAXIMUM_QUALITY);
        return new OutputOptions(
                format,
                (int) quality.orElse(otherwise.quality()),
                fields.flag("previews").orElse(otherwise.previews()));
    }

    private static OptionalDouble strength(Optional<SourceRequest> source) {
        return source.isPresent() && source.get() instanceof SourceRequest.Variation variation
                ? OptionalDouble.of(variation.strength())
                : OptionalDouble.empty();
    }

    private static long randomSeed() {
        return ThreadLocalRandom.current().nextLong(1L << 32);
    }

    private static OptionalInt narrowed(OptionalLong value) {
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }
}
