package dev.sailplane.api.http.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sailplane.api.prediction.FieldError;
import dev.sailplane.api.prediction.JsonFields;
import dev.sailplane.api.prediction.RejectedException;
import dev.sailplane.api.prediction.Rejection;
import java.util.ArrayList;
import java.util.List;

/** The pictures of an edit in JSON: {@code images: [{image_url}]} and {@code mask: {image_url}}. */
final class JsonPictures {
    private static final String IMAGES = "images";
    private static final String IMAGE = "image";
    private static final String MASK = "mask";
    private static final String URL = "image_url";

    private JsonPictures() {}

    /**
     * Puts the addresses in the places of the objects, as {@code image} and {@code mask}.
     *
     * @return where they were
     * @throws RejectedException with every wrong field
     */
    static FieldNames flatten(ObjectNode body) {
        List<FieldError> errors = new ArrayList<>();
        JsonFields fields = new JsonFields(body, "", errors);
        if (fields.has(IMAGE)) {
            fields.wrong(IMAGE, "is a part of forms: give images in JSON");
        }
        List<JsonNode> images = fields.array(IMAGES).orElse(List.of());
        if (images.size() != 1) {
            fields.wrong(IMAGES, "must hold 1 picture, holds " + images.size());
        }
        JsonNode mask = fields.object(MASK).isPresent() ? body.get(MASK) : null;
        body.remove(List.of(IMAGES, IMAGE, MASK));
        if (!images.isEmpty()) {
            place(body, IMAGE, images.getFirst(), "/images/0", errors);
        }
        if (mask != null) {
            place(body, MASK, mask, "/mask", errors);
        }
        if (!errors.isEmpty()) {
            throw new RejectedException(new Rejection.InvalidFields(errors));
        }
        return FieldNames.FLAT.with(IMAGE, "/images/0/" + URL).with(MASK, "/mask/" + URL);
    }

    private static void place(
            ObjectNode body, String name, JsonNode reference, String pointer, List<FieldError> errors) {
        if (!(reference instanceof ObjectNode object)) {
            errors.add(new FieldError(pointer, OpenAiError.param(pointer) + " must be an object"));
            return;
        }
        JsonFields fields = new JsonFields(object, pointer, errors);
        if (fields.has("file_id")) {
            fields.wrong("file_id", "is not supported: give the picture as image_url, which may be a data URL");
        } else {
            fields.require(URL);
        }
        fields.refuseOthers();
        body.set(name, object.get(URL));
    }
}
