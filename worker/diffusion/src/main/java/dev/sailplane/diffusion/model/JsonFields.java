package dev.sailplane.diffusion.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A JSON object whose fields are taken by name. Every complaint starts with the field's path; {@link #end} refuses what
 * nobody took, so that a misspelt field is never silently ignored.
 */
final class JsonFields {
    private final String path;
    private final JsonNode object;
    private final Set<String> taken = new HashSet<>();

    JsonFields(String path, JsonNode object) {
        this.path = path;
        this.object = object;
        if (!object.isObject()) {
            throw new IllegalArgumentException((path.isEmpty() ? "" : path + " ") + "must be an object");
        }
    }

    String text(String name) {
        return take(name, JsonNode::isTextual, "a text").asText();
    }

    Optional<String> optionalText(String name) {
        return object.has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    int positive(String name) {
        return take(name, node -> node.isInt() && node.asInt() > 0, "a positive whole number")
                .asInt();
    }

    long bytes(String name) {
        return take(
                        name,
                        node -> node.isIntegralNumber() && node.canConvertToLong() && node.asLong() > 0,
                        "a size in bytes")
                .asLong();
    }

    double number(String name) {
        return take(name, JsonNode::isNumber, "a number").asDouble();
    }

    boolean flag(String name) {
        return take(name, JsonNode::isBoolean, "true or false").asBoolean();
    }

    List<Integer> positives(String name) {
        JsonNode array = take(name, JsonNode::isArray, "a list of positive whole numbers");
        List<Integer> values = new ArrayList<>();
        for (JsonNode element : array) {
            if (!element.isInt() || element.asInt() <= 0) {
                throw new IllegalArgumentException(at(name) + " must be a list of positive whole numbers");
            }
            values.add(element.asInt());
        }
        return values;
    }

    boolean isObject(String name) {
        return object.path(name).isObject();
    }

    boolean has(String name) {
        return object.has(name);
    }

    JsonFields object(String name) {
        return new JsonFields(at(name), take(name, JsonNode::isObject, "an object"));
    }

    List<String> names() {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** A text parsed by a function whose complaint, an {@link IllegalArgumentException}, gets the field's path. */
    <T> T parsed(String name, Function<String, T> parse) {
        String text = text(name);
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(at(name) + ": " + unusable.getMessage(), unusable);
        }
    }

    /** A number that a function makes something of; its complaint gets the field's path. */
    <T> T parsedNumber(String name, DoubleFunction<T> parse) {
        double number = number(name);
        try {
            return parse.apply(number);
        } catch (IllegalArgumentException unusable) {
            throw complaint(name, ": " + unusable.getMessage());
        }
    }

    /** To be thrown: what is wrong with a field. */
    IllegalArgumentException complaint(String name, String problem) {
        return new IllegalArgumentException(at(name) + (problem.startsWith(":") ? "" : " ") + problem);
    }

    /** Builds something of the fields taken; refuses fields that nobody took. */
    <T> T end(Supplier<T> build) {
        for (String name : names()) {
            if (!taken.contains(name)) {
                throw new IllegalArgumentException(at(name) + " is not a field of " + ModelDescription.FILE_NAME);
            }
        }
        try {
            return build.get();
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException((path.isEmpty() ? "" : path + ": ") + unusable.getMessage(), unusable);
        }
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private JsonNode take(String name, Predicate<JsonNode> valid, String expected) {
        taken.add(name);
        JsonNode node = object.get(name);
        if (node == null) {
            throw new IllegalArgumentException(at(name) + " is missing");
        }
        if (!valid.test(node)) {
            throw new IllegalArgumentException(at(name) + " must be " + expected);
        }
        return node;
    }
}
