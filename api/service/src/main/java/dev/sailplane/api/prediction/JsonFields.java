package dev.sailplane.api.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the fields of one JSON object, each once, and notes what is wrong with them instead of stopping at the first.
 * A wrong or absent field (also {@code null}) reads as empty.
 */
public final class JsonFields {
    private final ObjectNode object;
    private final String pointer;
    private final List<FieldError> errors;
    private final Set<String> known = new HashSet<>();

    /**
     * For these fields.
     *
     * @param pointer JSON pointer to the object
     * @param errors takes what is found wrong
     */
    public JsonFields(ObjectNode object, String pointer, List<FieldError> errors) {
        this.object = object;
        this.pointer = pointer;
        this.errors = errors;
    }

    /** Text of so many characters, counted in code points. */
    public Optional<String> text(String name, int minimum, int maximum) {
        Optional<JsonNode> node = node(name);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        String text = node.get().asText();
        int characters = text.codePointCount(0, text.length());
        if (!node.get().isTextual()) {
            wrong(name, "must be a string");
        } else if (characters < minimum || characters > maximum) {
            wrong(name, "must have %d to %d characters, has %d".formatted(minimum, maximum, characters));
        } else if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            wrong(name, "must be valid Unicode: it has half of a surrogate pair");
        } else {
            return Optional.of(text);
        }
        return Optional.empty();
    }

    /** A whole number within these bounds. */
    public OptionalLong integer(String name, long minimum, long maximum) {
        Optional<JsonNode> node = node(name);
        if (node.isEmpty()) {
            return OptionalLong.empty();
        }
        JsonNode value = node.get();
        if (value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= minimum
                && value.longValue() <= maximum) {
            return OptionalLong.of(value.longValue());
        }
        wrong(name, "must be an integer from %d to %d".formatted(minimum, maximum));
        return OptionalLong.empty();
    }

    /** A number within these bounds. */
    public OptionalDouble number(String name, double minimum, double maximum) {
        Optional<JsonNode> node = node(name);
        if (node.isEmpty()) {
            return OptionalDouble.empty();
        }
        double value = node.get().doubleValue();
        if (node.get().isNumber() && value >= minimum && value <= maximum) {
            return OptionalDouble.of(value);
        }
        wrong(name, "must be a number from %s to %s".formatted(plain(minimum), plain(maximum)));
        return OptionalDouble.empty();
    }

    /** {@code true} or {@code false}. */
    public Optional<Boolean> flag(String name) {
        Optional<JsonNode> node = node(name);
        if (node.isPresent() && !node.get().isBoolean()) {
            wrong(name, "must be true or false");
        }
        return node.filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
    }

    /** One word of a few. */
    public <T> Optional<T> oneOf(String name, Map<String, T> words) {
        Optional<JsonNode> node = node(name);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> meant = node.map(JsonNode::textValue).flatMap(text -> Optional.ofNullable(words.get(text)));
        if (meant.isEmpty()) {
            wrong(name, "must be one of " + String.join(", ", words.keySet()));
        }
        return meant;
    }

    /** An object within this one. */
    public Optional<JsonFields> object(String name) {
        Optional<JsonNode> node = node(name);
        if (node.isPresent() && !node.get().isObject()) {
            wrong(name, "must be an object");
        }
        return node.filter(JsonNode::isObject)
                .map(inner -> new JsonFields((ObjectNode) inner, pointerTo(name), errors));
    }

    /** The elements of an array, none if it is absent. */
    public Optional<List<JsonNode>> array(String name) {
        Optional<JsonNode> node = node(name);
        if (node.isPresent() && !node.get().isArray()) {
            wrong(name, "must be an array");
        }
        return node.filter(JsonNode::isArray).map(array -> {
            List<JsonNode> elements = new ArrayList<>();
            array.forEach(elements::add);
            return elements;
        });
    }

    /** Whether the field is there and not {@code null}. */
    public boolean has(String name) {
        return node(name).isPresent();
    }

    /** Notes a field that must be there and is not. */
    public void require(String name) {
        if (!has(name)) {
            wrong(name, "is required");
        }
    }

    /** Notes what is wrong with a field, as the end of a sentence that begins with its name. */
    public void wrong(String name, String detail) {
        errors.add(new FieldError(pointerTo(name), name + " " + detail));
    }

    /** The fields that were asked for by now. */
    Set<String> known() {
        return Set.copyOf(known);
    }

    /** Notes every field that nobody has asked for by now. */
    public void refuseOthers() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                errors.add(new FieldError(pointerTo(name), shortened(name) + " is not a field known here"));
            }
        });
    }

    private Optional<JsonNode> node(String name) {
        known.add(name);
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }

    private String pointerTo(String name) {
        return pointer + "/" + shortened(name).replace("~", "~0").replace("/", "~1");
    }

    private static String shortened(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "…";
    }

    private static String plain(double limit) {
        return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
    }
}
