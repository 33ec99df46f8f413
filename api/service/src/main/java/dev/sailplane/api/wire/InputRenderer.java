package dev.sailplane.api.wire;

import dev.sailplane.api.storage.ObjectStore;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.OutputFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Shows what was asked for, in the words in which it can be asked for again. */
final class InputRenderer {
    private final ObjectStore store;

    InputRenderer(ObjectStore store) {
        this.store = store;
    }

    Map<String, Object> render(GenerationInput input) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("prompt", input.prompt());
        if (!input.negativePrompt().isEmpty()) {
            shown.put("negative_prompt", input.negativePrompt());
        }
        shown.put("seed", input.seed());
        shown.put("num_outputs", input.numOutputs());
        input.size().ifPresent(size -> shown.put("size", size));
        input.numInferenceSteps().ifPresent(steps -> shown.put("num_inference_steps", steps));
        input.upsampleSteps().ifPresent(steps -> shown.put("upsample_steps", steps));
        input.sampler().ifPresent(sampler -> shown.put("sampler", lowerCase(sampler)));
        input.guidanceScale().ifPresent(scale -> shown.put("guidance_scale", scale));
        input.source().ifPresent(source -> show(source, shown));
        if (input.output().format() != OutputFormat.PNG) {
            shown.put("output_format", lowerCase(input.output().format()));
            shown.put("output_quality", input.output().quality());
        }
        if (input.output().previews()) {
            shown.put("previews", true);
        }
        if (!input.checkpointSteps().isEmpty()) {
            shown.put("checkpoint_steps", new TreeSet<>(input.checkpointSteps()));
        }
        return shown;
    }

    private void show(GenerationInput.Source source, Map<String, Object> shown) {
        shown.put("image", store.presign(source.imageKey()));
        switch (source) {
            case GenerationInput.Edit edit -> shown.put("mask", store.presign(edit.maskKey()));
            case GenerationInput.Variation variation -> shown.put("prompt_strength", variation.strength());
        }
    }

    private static String lowerCase(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
