package dev.sailplane.api.prediction;

import dev.sailplane.api.source.MaskRule;
import dev.sailplane.api.source.PictureSource;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Reads where a job branches off another and how it goes on from there. What is not said is as in the other job.
 *
 * @see <a href="../../../../../../../../../infra/adr/0011-branches-and-redrive.md">Decision 0011</a>
 */
final class BranchParser {
    /** A branch's prefix holds the whole input of the job it branches off, and so on: the record grows with each. */
    static final int MAXIMUM_DEPTH = 4;

    /** What the shared steps have decided. */
    private static final List<String> FIXED =
            List.of("num_outputs", "size", "num_inference_steps", "sampler", "scheduler", "image", "prompt_strength");

    private final Job parent;
    private final JsonFields fields;

    /** @param fields of the request's {@code input} */
    private BranchParser(Job parent, JsonFields fields) {
        this.parent = parent;
        this.fields = fields;
    }

    /**
     * The input of the branch; errors are with the fields.
     *
     * @param envelope the request's own fields, with {@code step}
     * @param input those of its input
     */
    static InputParser.Parsed parse(Job parent, Model model, JsonFields envelope, JsonFields input) {
        GenerationInput before = parent.input();
        StepRange range = StepRange.of(before.numInferenceSteps(), strength(before));
        int step = step(envelope, range);
        if (depth(before) >= MAXIMUM_DEPTH) {
            envelope.wrong(
                    "step", "cannot be taken: the job is a branch of a branch already, " + MAXIMUM_DEPTH + " deep");
        }
        BranchParser parser = new BranchParser(parent, input);
        FIXED.stream().filter(input::has).forEach(parser::refuse);
        InputParser.Parsed parsed = new InputParser.Parsed(parser.input(model, range, step), parser.mask());
        input.refuseOthers();
        return parsed;
    }

    private GenerationInput input(Model model, StepRange range, int step) {
        GenerationInput before = parent.input();
        OptionalInt upsampleSteps = InputParser.steps(fields, "upsample_steps", model.maximumUpsampleSteps());
        OptionalDouble guidance = InputParser.guidanceScale(fields);
        return new GenerationInput(
                InputParser.prompt(fields, variation(before)).orElse(before.prompt()),
                InputParser.negativePrompt(fields).orElse(before.negativePrompt()),
                InputParser.seed(fields).orElse(before.seed()),
                before.numOutputs(),
                before.size(),
                before.numInferenceSteps(),
                upsampleSteps.isPresent() ? upsampleSteps : before.upsampleSteps(),
                before.sampler(),
                guidance.isPresent() ? guidance : before.guidanceScale(),
                before.source(),
                InputParser.output(fields, before.output()),
                Optional.of(new GenerationInput.Branch(parent.id(), before, step)),
                range.after(step).checkpointSteps(fields));
    }

    // The picture stays; the caller's mask is yet to be fetched.
    private Optional<SourceRequest> mask() {
        Optional<PictureSource> mask = SourceParser.picture(fields, "mask");
        Optional<MaskRule> rule = fields.oneOf("mask_source", SourceParser.MASK_RULES);
        Optional<GenerationInput.Source> before = parent.input().source();
        if (fields.has("mask_source") && !fields.has("mask")) {
            fields.wrong("mask_source", "needs a mask");
        }
        if (before.isPresent() && before.get() instanceof GenerationInput.Edit edit) {
            var image = new PictureSource.Stored(edit.imageKey());
            return mask.map(given -> new SourceRequest.Masked(image, given, rule));
        }
        if (fields.has("mask")) {
            fields.wrong("mask", "is for branches of edits: the job has none that it could replace");
        }
        return Optional.empty();
    }

    private void refuse(String name) {
        fields.wrong(name, "cannot be changed in a branch: leave it out, it is as in the job branched off");
    }

    private static int step(JsonFields envelope, StepRange range) {
        envelope.require("step");
        if (envelope.has("step") && range.isEmpty()) {
            envelope.wrong("step", "cannot be taken: the base stage of the job has a single step");
            return 1;
        }
        return (int) envelope.integer("step", range.first(), range.last()).orElse(1);
    }

    private static int depth(GenerationInput input) {
        return input.branch().map(branch -> 1 + depth(branch.prefix())).orElse(0);
    }

    private static boolean variation(GenerationInput input) {
        return strength(input).isPresent();
    }

    private static OptionalDouble strength(GenerationInput input) {
        return input.source().isPresent() && input.source().get() instanceof GenerationInput.Variation variation
                ? OptionalDouble.of(variation.strength())
                : OptionalDouble.empty();
    }
}
