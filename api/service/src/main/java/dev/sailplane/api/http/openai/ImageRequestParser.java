package dev.sailplane.api.http.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sailplane.api.prediction.Envelope;
import dev.sailplane.api.prediction.FieldError;
import dev.sailplane.api.prediction.JsonFields;
import dev.sailplane.api.prediction.PredictionParser;
import dev.sailplane.api.prediction.RejectedException;
import dev.sailplane.api.prediction.Rejection;
import dev.sailplane.contract.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts a prediction's input together from OpenAI's fields. What the two have in common under whatever name goes over as
 * it stands and is judged there; what is OpenAI's alone is judged here.
 */
@ApplicationScoped
public class ImageRequestParser {
    private static final double VARIATION_STRENGTH = 0.7;
    private static final int MAXIMUM_PARTIAL_IMAGES = 3;
    private static final int MAXIMUM_USER_CHARACTERS = 512;

    /** OpenAI's name and ours. */
    private static final Map<String, String> SHARED = Map.ofEntries(
            same("prompt"),
            Map.entry("n", "num_outputs"),
            same("output_format"),
            same("seed"),
            same("negative_prompt"),
            same("num_inference_steps"),
            same("upsample_steps"),
            same("guidance_scale"),
            same("sampler"));

    private static final Map<String, Boolean> RESPONSE_FORMATS = new TreeMap<>(Map.of("b64_json", true, "url", false));
    // Understood, and without effect: these models know but one way.
    private static final List<String> QUALITIES =
            List.of("auto", "standard", "hd", "low", "medium", "high", "xhigh", "max");
    private static final List<String> BACKGROUNDS = List.of("auto", "opaque", "transparent");
    private static final List<String> MODERATIONS = List.of("auto", "low");

    private final OpenAiModels models;
    private final PredictionParser parser;

    /** Parses by the parser of predictions. */
    public ImageRequestParser(OpenAiModels models, PredictionParser parser) {
        this.models = models;
        this.parser = parser;
    }

    /**
     * The request of a body.
     *
     * @throws RejectedException with every wrong field of OpenAI's, or else of those the two have in common
     */
    ImageRequest parse(ImageBody body) {
        List<FieldError> errors = new ArrayList<>();
        JsonFields fields = new JsonFields(body.fields(), "", errors);
        OpenAiModels.Choice choice = models.choose(fields.text("model", 1, 256));
        ObjectNode input = input(body, fields, choice);
        boolean base64 = fields.oneOf("response_format", RESPONSE_FORMATS).orElse(choice.base64());
        boolean stream =
                body.kind() != ImageKind.VARIATION && fields.flag("stream").orElse(false);
        int partialImages = body.kind() == ImageKind.VARIATION ? 0 : partialImages(fields);
        Priority priority = Envelope.priority(fields);
        acknowledge(body.kind(), fields);
        fields.refuseOthers();
        if (!errors.isEmpty()) {
            throw new RejectedException(new Rejection.InvalidFields(errors));
        }
        if (stream && partialImages > 0) {
            input.put("previews", true);
        }
        return body.names()
                .translating(() -> new ImageRequest(
                        body.kind(),
                        parser.parse(choice.model(), input).with(priority),
                        base64,
                        stream,
                        partialImages));
    }

    private static ObjectNode input(ImageBody body, JsonFields fields, OpenAiModels.Choice choice) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        names(body.kind()).forEach((theirs, ours) -> {
            if (fields.has(theirs)) {
                input.set(ours, body.fields().get(theirs));
            }
        });
        ImageSize.read(fields, choice).ifPresent(side -> input.put("size", side));
        // A quality of 0 is none of a JPEG's: the lowest is meant.
        fields.integer("output_compression", 0, 100)
                .ifPresent(percent -> input.put("output_quality", Math.max(1, percent)));
        if (body.kind() != ImageKind.GENERATION) {
            fields.require("image");
        }
        if (body.kind() == ImageKind.VARIATION && !input.has("prompt_strength")) {
            input.put("prompt_strength", VARIATION_STRENGTH);
        }
        return input;
    }

    private static Map<String, String> names(ImageKind kind) {
        Map<String, String> names = new LinkedHashMap<>(SHARED);
        List<String> more = switch (kind) {
            case GENERATION -> List.of();
            case EDIT -> List.of("image", "mask", "mask_source");
            case VARIATION -> List.of("image", "prompt_strength");
        };
        more.forEach(name -> names.put(name, name));
        return names;
    }

    private static int partialImages(JsonFields fields) {
        return (int) fields.integer("partial_images", 0, MAXIMUM_PARTIAL_IMAGES).orElse(0);
    }

    private static void acknowledge(ImageKind kind, JsonFields fields) {
        var unusedUser = fields.text("user", 0, MAXIMUM_USER_CHARACTERS);
        if (kind == ImageKind.VARIATION) {
            return;
        }
        word(fields, "quality", QUALITIES);
        word(fields, "moderation", MODERATIONS);
        if (word(fields, "background", BACKGROUNDS)
                .filter("transparent"::equals)
                .isPresent()) {
            fields.wrong("background", "must be auto or opaque: these models draw no transparent pictures");
        }
        if (kind == ImageKind.GENERATION) {
            word(fields, "style", List.of("vivid", "natural"));
        } else {
            word(fields, "input_fidelity", List.of("high", "low"));
        }
    }

    private static Optional<String> word(JsonFields fields, String name, List<String> words) {
        return fields.oneOf(
                name,
                words.stream()
                        .collect(Collectors.toMap(
                                Function.identity(), Function.identity(), (a, _) -> a, LinkedHashMap::new)));
    }

    private static Map.Entry<String, String> same(String name) {
        return Map.entry(name, name);
    }
}
