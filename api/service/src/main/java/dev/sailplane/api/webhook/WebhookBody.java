package dev.sailplane.api.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.wire.PredictionRenderer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a receiver is told: the prediction as callers see it, under {@value #MAXIMUM_BYTES} bytes. Where a long prompt
 * would go beyond, the texts are shortened; addresses never are.
 */
@ApplicationScoped
public class WebhookBody {
    static final int MAXIMUM_BYTES = 20_000;
    private static final List<Integer> SHORTER = List.of(1_000, 250, 50);

    private final PredictionRenderer renderer;
    private final ObjectMapper mapper;

    /** Shows what the renderer shows. */
    public WebhookBody(PredictionRenderer renderer, ObjectMapper mapper) {
        this.renderer = renderer;
        this.mapper = mapper;
    }

    /** The job as it stands, its addresses signed freshly. */
    String of(JobState state) {
        ObjectNode prediction = mapper.valueToTree(renderer.render(state));
        String body = json(prediction);
        for (int characters : SHORTER) {
            if (bytes(body) < MAXIMUM_BYTES) {
                return body;
            }
            if (prediction.get("input") instanceof ObjectNode input) {
                shorten(input, "prompt", characters);
                shorten(input, "negative_prompt", characters);
            }
            shorten(prediction, "logs", characters);
            shorten(prediction, "error", characters);
            body = json(prediction);
        }
        return body;
    }

    private static void shorten(ObjectNode object, String field, int characters) {
        if (object.path(field).isTextual()) {
            String text = object.path(field).textValue();
            if (text.codePointCount(0, text.length()) > characters) {
                object.put(field, text.substring(0, text.offsetByCodePoints(0, characters - 1)) + "…");
            }
        }
    }

    private static int bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }

    private String json(ObjectNode prediction) {
        try {
            return mapper.writeValueAsString(prediction);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a prediction has no JSON form", impossible);
        }
    }
}
