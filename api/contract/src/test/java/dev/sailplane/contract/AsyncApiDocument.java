package dev.sailplane.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** {@code asyncapi.yaml} as the tests read it: more strictly than a reader does, who ignores fields not described. */
final class AsyncApiDocument {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIGURATION =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode root;

    private AsyncApiDocument(JsonNode root) {
        this.root = root;
    }

    static AsyncApiDocument read() {
        try (InputStream file = AsyncApiDocument.class.getResourceAsStream("/asyncapi.yaml")) {
            return new AsyncApiDocument(
                    new ObjectMapper(new YAMLFactory()).readTree(Objects.requireNonNull(file, "asyncapi.yaml")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    JsonNode root() {
        return root;
    }

    /** The node itself, or the one it refers to. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").textValue().substring(1)) : node;
    }

    /** All messages that a channel may carry. */
    List<JsonNode> messages(JsonNode channel) {
        List<JsonNode> messages = new ArrayList<>();
        channel.get("messages").forEach(message -> messages.add(resolved(message)));
        return messages;
    }

    /** What is wrong with the headers or value of a record, nothing if all is well. */
    Set<String> faults(JsonNode schema, JsonNode value, boolean strict) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        ObjectNode components = root.get("components").deepCopy();
        if (strict) {
            close(components.get("schemas"));
        }
        document.set("components", components);
        document.putArray("allOf").add(schema);
        Set<String> faults = new TreeSet<>();
        SCHEMAS.getSchema(document, CONFIGURATION)
                .validate(value)
                .forEach(fault -> faults.add(fault.getInstanceLocation() + ": " + fault.getMessage()));
        return faults;
    }

    /** Properties that a schema describes and none of the values has. */
    Set<String> absent(JsonNode schema, List<JsonNode> values) {
        Set<String> absent = new TreeSet<>();
        collectAbsent("", resolved(schema), values, absent);
        return absent;
    }

    private void collectAbsent(String path, JsonNode schema, List<JsonNode> values, Set<String> absent) {
        schema.path("properties").properties().forEach(property -> {
            String name = path + "/" + property.getKey();
            List<JsonNode> present = values.stream()
                    .filter(value -> value.has(property.getKey()))
                    .map(value -> value.get(property.getKey()))
                    .toList();
            if (present.isEmpty()) {
                absent.add(name);
            } else if (!isRecursive(property.getValue())) {
                collectAbsent(name, resolved(property.getValue()), present, absent);
            }
        });
        schema.path("oneOf").forEach(choice -> {
            List<JsonNode> chosen = values.stream()
                    .filter(value -> faults(choice, value, true).isEmpty())
                    .toList();
            collectAbsent(path, resolved(choice), chosen, absent);
        });
        if (schema.has("items")) {
            List<JsonNode> elements = new ArrayList<>();
            values.forEach(value -> value.forEach(elements::add));
            collectAbsent(path + "/*", resolved(schema.get("items")), elements, absent);
        }
    }

    // A branch's prefix is an input again: its fields are looked at where the input stands.
    private static boolean isRecursive(JsonNode schema) {
        return schema.path("$ref").asText().endsWith("/GenerationInput") && schema.has("description");
    }

    /** Every target of a reference. */
    Set<String> references() {
        Set<String> references = new HashSet<>();
        root.findValues("$ref").forEach(reference -> references.add(reference.textValue()));
        return references;
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(AsyncApiDocument::close);
    }
}
