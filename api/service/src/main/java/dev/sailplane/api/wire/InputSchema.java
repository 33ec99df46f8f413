package dev.sailplane.api.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sailplane.api.prediction.InputField;
import dev.sailplane.api.prediction.Model;
import java.util.List;

/**
 * A version's input and output as an OpenAPI 3.1 document in the manner of Cog: the schemas {@code Input} and
 * {@code Output}, and {@code x-order} for forms.
 */
final class InputSchema {
    private final JsonNodeFactory json;

    InputSchema(JsonNodeFactory json) {
        this.json = json;
    }

    ObjectNode document(Model model, List<InputField> fields) {
        ObjectNode document = json.objectNode().put("openapi", "3.1.0");
        document.putObject("info").put("title", model.name()).put("version", model.version());
        document.putObject("paths");
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        schemas.set("Input", input(model, fields));
        schemas.putObject("Output")
                .put("type", "array")
                .put("title", "Output")
                .putObject("items")
                .put("type", "string")
                .put("format", "uri");
        return document;
    }

    private ObjectNode input(Model model, List<InputField> fields) {
        ObjectNode input = json.objectNode().put("type", "object").put("title", "Input");
        ObjectNode properties = input.putObject("properties");
        for (InputField field : fields) {
            properties.set(
                    field.name(),
                    property(field).put("description", field.description()).put("x-order", properties.size()));
        }
        input.put("additionalProperties", false);
        if (model.edit()) {
            addEditRules(input);
        } else {
            input.putArray("required").add("prompt");
            properties.withObject("/prompt").put("minLength", 1);
            input.putObject("not").set("required", names("sampler", "scheduler"));
        }
        return input;
    }

    private ObjectNode property(InputField field) {
        ObjectNode property = json.objectNode();
        switch (field) {
            case InputField.Text it -> {
                property.put("type", "string").put("maxLength", it.maximum());
                it.fallback().ifPresent(fallback -> property.put("default", fallback));
            }
            case InputField.Whole it -> {
                property.put("type", "integer").put("minimum", it.minimum()).put("maximum", it.maximum());
                it.fallback().ifPresent(fallback -> property.put("default", fallback));
            }
            case InputField.Wholes it -> {
                property.put("type", "array").put("maxItems", it.count()).put("uniqueItems", true);
                property.putObject("items")
                        .put("type", "integer")
                        .put("minimum", it.minimum())
                        .put("maximum", it.maximum());
                property.putArray("default");
            }
            case InputField.Real it ->
                property.put("type", "number").put("minimum", it.minimum()).put("maximum", it.maximum());
            case InputField.Choice it -> {
                ArrayNode choices = property.put("type", "integer").putArray("enum");
                it.choices().forEach(choices::add);
            }
            case InputField.Word it -> {
                property.put("type", "string").set("enum", names(it.words().toArray(String[]::new)));
                it.fallback().ifPresent(fallback -> property.put("default", fallback));
            }
            case InputField.Flag it -> property.put("type", "boolean").put("default", it.fallback());
            case InputField.Picture it ->
                property.put("type", "string")
                        .put("format", "uri")
                        .put("minLength", 1)
                        .put("maxLength", it.maximumCharacters());
        }
        return property;
    }

    // What fields ask of each other, as the parsers see it.
    private void addEditRules(ObjectNode input) {
        ArrayNode either = input.putArray("anyOf");
        either.addObject()
                .<ObjectNode>set("required", names("prompt"))
                .withObject("/properties/prompt")
                .put("minLength", 1);
        either.addObject().set("required", names("prompt_strength"));

        ObjectNode dependent = input.putObject("dependentRequired");
        for (String name : List.of("mask", "mask_source", "prompt_strength")) {
            dependent.set(name, names("image"));
        }

        ArrayNode never = input.putObject("not").putArray("anyOf");
        never.addObject().set("required", names("sampler", "scheduler"));
        never.addObject().set("required", names("prompt_strength", "mask"));
        never.addObject().set("required", names("prompt_strength", "mask_source"));

        input.putObject("if").set("not", json.objectNode().set("required", names("mask")));
        input.putObject("then").putObject("properties").putObject("mask_source").put("const", "alpha");
    }

    private ArrayNode names(String... names) {
        ArrayNode array = json.arrayNode();
        for (String name : names) {
            array.add(name);
        }
        return array;
    }
}
