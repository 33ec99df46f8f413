package dev.sailplane.devstack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sailplane.cli.generate.GenerationOptions;
import dev.sailplane.diffusion.model.SettingsRequest;
import dev.sailplane.diffusion.model.StepSelection;
import dev.sailplane.diffusion.sampling.Sampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;

/** The command line's options as the {@code input} of a prediction. What is left out, the service decides. */
final class PredictionInput {
    private PredictionInput() {}

    /** @throws DevStackException when an option is for the engine alone */
    static ObjectNode of(GenerationOptions options) throws IOException {
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put("prompt", options.prompt())
                .put("negative_prompt", options.negativePrompt())
                .put("seed", options.seed())
                .put("num_outputs", options.count());
        putSettings(input, options.settings());
        if (options.image().isPresent()) {
            input.put("image", dataUrl(options.image().get()));
            input.put("mask", dataUrl(options.mask().orElseThrow()));
            input.put("mask_source", options.maskSource().name().toLowerCase(Locale.ROOT));
        }
        return input;
    }

    private static void putSettings(ObjectNode input, SettingsRequest settings) {
        settings.size().ifPresent(size -> input.put("size", size));
        settings.baseSteps().ifPresent(steps -> input.put("num_inference_steps", count("--steps", steps)));
        settings.upsamplingSteps().ifPresent(steps -> input.put("upsample_steps", count("--upsample-steps", steps)));
        settings.sampler().ifPresent(sampler -> input.put("sampler", name(sampler)));
        settings.guidanceScale().ifPresent(scale -> input.put("guidance_scale", scale));
    }

    private static int count(String option, StepSelection steps) {
        return switch (steps) {
            case StepSelection.Count count -> count.steps();
            case StepSelection.Exactly _ ->
                throw new DevStackException(option + " must be a number here; a respacing works with --local only");
        };
    }

    private static String name(Sampler sampler) {
        return switch (sampler) {
            case Sampler.Ancestral _ -> "ancestral";
            case Sampler.Ddim ddim when ddim.eta() == 0 -> "ddim";
            case Sampler.Ddim _ -> throw new DevStackException("--eta works with --local only");
        };
    }

    private static String dataUrl(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String type = bytes.length > 0 && bytes[0] == (byte) 0xff ? "image/jpeg" : "image/png";
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }
}
