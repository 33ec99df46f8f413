package dev.sailplane.api.prediction;

import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.OutputOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What {@link InputParser} and {@link SourceParser} read, told to callers; a test walks along both. */
public final class InputFields {
    private InputFields() {}

    /** The fields that a model takes, in the order in which a form would show them. */
    public static List<InputField> of(Model model, ApiConfiguration.Limits limits) {
        List<InputField> fields = new ArrayList<>(texts(model));
        if (model.edit()) {
            fields.addAll(sources());
        }
        fields.addAll(pictures(model, limits));
        fields.addAll(sampling(model));
        fields.addAll(output());
        return List.copyOf(fields);
    }

    private static List<InputField> texts(Model model) {
        return List.of(
                new InputField.Text(
                        "prompt",
                        model.edit()
                                ? "What is to be drawn; not blank. May be left out of a variation (prompt_strength)."
                                : "What is to be drawn; not blank.",
                        GenerationInput.MAXIMUM_PROMPT_CHARACTERS,
                        Optional.empty()),
                new InputField.Text(
                        "negative_prompt",
                        "What to steer away from.",
                        GenerationInput.MAXIMUM_PROMPT_CHARACTERS,
                        Optional.of("")));
    }

    private static List<InputField> sources() {
        int characters = SourceParser.MAXIMUM_SOURCE_CHARACTERS;
        return List.of(
                new InputField.Picture(
                        "image",
                        "The picture to start from: an https address, a data URL, or the key of an object that was"
                                + " uploaded or drawn.",
                        characters),
                new InputField.Picture(
                        "mask",
                        "Which part of the image is drawn anew: a picture of its size. May be left out when the image"
                                + " has an alpha channel.",
                        characters),
                new InputField.Word(
                        "mask_source",
                        "Which part of the mask is drawn anew: where alpha is 0, the white or the black; alpha where"
                                + " the image carries the mask itself. By default alpha for a mask that has it, else"
                                + " white.",
                        List.copyOf(SourceParser.MASK_RULES.keySet()),
                        Optional.empty()),
                new InputField.Real(
                        "prompt_strength",
                        "Makes a variation of the whole image: how much of the way from noise is walked. At 1 nothing"
                                + " of the image is left. Not with a mask.",
                        SourceParser.MINIMUM_STRENGTH,
                        1));
    }

    private static List<InputField> pictures(Model model, ApiConfiguration.Limits limits) {
        return List.of(
                new InputField.Whole(
                        "num_outputs", "How many pictures.", 1, limits.maximumOutputs(), OptionalLong.of(1)),
                new InputField.Choice(
                        "size", "Height and width in pixels; the model's own if absent.", List.copyOf(model.sizes())),
                new InputField.Whole(
                        "seed",
                        "Draws the same pictures again; chosen and told if absent.",
                        0,
                        GenerationInput.MAXIMUM_SEED,
                        OptionalLong.empty()));
    }

    private static List<InputField> sampling(Model model) {
        List<String> samplers = List.copyOf(InputParser.SAMPLERS.keySet());
        return List.of(
                steps(
                        "num_inference_steps",
                        "Steps of the base stage; the model's own if absent.",
                        model.maximumSteps()),
                steps(
                        "upsample_steps",
                        "Steps of the upsampling stage; the model's own if absent.",
                        model.maximumUpsampleSteps()),
                new InputField.Wholes(
                        StepRange.CHECKPOINT_STEPS,
                        "Steps of the base stage after which the work in progress is kept, so that branches off there"
                                + " begin at once; each less than the steps in all.",
                        StepRange.WIDEST.first(),
                        StepRange.WIDEST.last(),
                        GenerationInput.MAXIMUM_CHECKPOINT_STEPS),
                new InputField.Real(
                        "guidance_scale",
                        "How closely the prompt is followed (classifier-free guidance); the model's own if absent.",
                        0,
                        GenerationInput.MAXIMUM_GUIDANCE_SCALE),
                new InputField.Word(
                        "sampler", "Of the base stage; the model's own if absent.", samplers, Optional.empty()),
                new InputField.Word(
                        "scheduler", "Another name for sampler: give one of them.", samplers, Optional.empty()));
    }

    private static InputField steps(String name, String description, int maximum) {
        return new InputField.Whole(name, description, 1, maximum, OptionalLong.empty());
    }

    private static List<InputField> output() {
        return List.of(
                new InputField.Word(
                        "output_format",
                        "Of the files.",
                        List.copyOf(InputParser.FORMATS.keySet()),
                        Optional.of("png")),
                new InputField.Whole(
                        "output_quality",
                        "Of lossy formats.",
                        1,
                        InputParser.MAXIMUM_QUALITY,
                        OptionalLong.of(OutputOptions.DEFAULT_QUALITY)),
                new InputField.Flag("previews", "Whether small pictures of the work in progress are wanted.", false));
    }
}
