package dev.sailplane.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Values on either side of the limits that a property's schema tells. */
final class Limits {
    private static final String DATA_URL = "data:image/png;base64,";

    private Limits() {}

    /** A good value far from any limit; for what is not described, any. */
    static JsonNode ordinary(JsonNode property) {
        return property.path("type").asText("string").equals("string") && !property.has("enum")
                ? text(property, 40)
                : within(property).getLast();
    }

    /** Values that are still good. */
    static List<JsonNode> within(JsonNode property) {
        if (property.has("enum")) {
            return property.get("enum").valueStream().toList();
        }
        return switch (property.get("type").textValue()) {
            case "integer" ->
                List.of(
                        property.get("maximum"),
                        LongNode.valueOf(property.get("minimum").longValue()));
            case "number" -> List.of(property.get("maximum"), property.get("minimum"));
            case "boolean" -> List.of(BooleanNode.FALSE, BooleanNode.TRUE);
            case "array" -> List.of(highest(property, property.get("maxItems").intValue()), integers(1), integers());
            default -> List.of(text(property, property.get("maxLength").intValue()));
        };
    }

    /** Values that are not. */
    static List<JsonNode> beyond(JsonNode property) {
        List<JsonNode> values = new ArrayList<>();
        if (property.has("enum")) {
            values.addAll(List.of(TextNode.valueOf("none of them"), IntNode.valueOf(7)));
        } else {
            values.addAll(
                    switch (property.get("type").textValue()) {
                        case "integer" ->
                            List.<JsonNode>of(
                                    LongNode.valueOf(property.get("maximum").longValue() + 1),
                                    LongNode.valueOf(property.get("minimum").longValue() - 1),
                                    DoubleNode.valueOf(1.5),
                                    TextNode.valueOf("1"));
                        case "number" ->
                            List.<JsonNode>of(
                                    DoubleNode.valueOf(
                                            Math.nextUp(property.get("maximum").doubleValue())),
                                    DoubleNode.valueOf(Math.nextDown(
                                            property.get("minimum").doubleValue())),
                                    TextNode.valueOf("1"));
                        case "array" -> beyondArray(property);
                        case "boolean" -> List.<JsonNode>of(TextNode.valueOf("true"), IntNode.valueOf(1));
                        default ->
                            List.<JsonNode>of(
                                    text(property, property.get("maxLength").intValue() + 1), IntNode.valueOf(1));
                    });
            if (property.path("minLength").intValue() == 1) {
                values.add(TextNode.valueOf(""));
            }
        }
        return values;
    }

    private static List<JsonNode> beyondArray(JsonNode property) {
        int maximum = property.at("/items/maximum").intValue();
        int minimum = property.at("/items/minimum").intValue();
        return List.of(
                highest(property, property.get("maxItems").intValue() + 1),
                integers(maximum + 1),
                integers(minimum - 1),
                integers(minimum, minimum),
                JsonNodeFactory.instance.arrayNode().add("1"),
                JsonNodeFactory.instance.arrayNode().add(1.5),
                JsonNodeFactory.instance.arrayNode().addNull(),
                IntNode.valueOf(1));
    }

    private static JsonNode highest(JsonNode property, int count) {
        int maximum = property.at("/items/maximum").intValue();
        return integers(IntStream.range(0, count).map(i -> maximum - i).toArray());
    }

    private static JsonNode integers(int... values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        IntStream.of(values).forEach(array::add);
        return array;
    }

    // Characters beyond the basic plane count once.
    private static JsonNode text(JsonNode property, int characters) {
        return property.path("format").asText().equals("uri")
                ? TextNode.valueOf(DATA_URL + "A".repeat(characters - DATA_URL.length()))
                : TextNode.valueOf("\uD83C\uDFA8".repeat(characters));
    }
}
