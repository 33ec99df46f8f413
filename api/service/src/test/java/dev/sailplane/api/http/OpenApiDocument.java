package dev.sailplane.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** {@code openapi.yaml} as the tests read it: more strictly than a client does, who ignores fields not described. */
final class OpenApiDocument {
    static final OpenApiDocument SERVED = new OpenApiDocument(read("/META-INF/openapi.yaml"));

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIGURATION =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode root;
    private final ObjectNode closedComponents;
    private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();

    private OpenApiDocument(JsonNode root) {
        this.root = root;
        this.closedComponents = root.get("components").deepCopy();
        closedComponents.get("schemas").forEach(OpenApiDocument::close);
    }

    /** A YAML file among the resources. */
    static JsonNode read(String resource) {
        try (InputStream file = OpenApiDocument.class.getResourceAsStream(resource)) {
            return new ObjectMapper(new YAMLFactory()).readTree(Objects.requireNonNull(file, resource));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    JsonNode root() {
        return root;
    }

    /** All operations, as {@code GET /v1/models}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        root.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .filter(METHODS::contains)
                        .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** The operation that answers a request, if one is described. */
    Optional<JsonNode> operation(String method, String path) {
        return root.get("paths")
                .propertyStream()
                .filter(template -> matches(template.getKey(), path))
                .map(template -> template.getValue().path(method.toLowerCase(Locale.ROOT)))
                .filter(JsonNode::isObject)
                .findFirst();
    }

    /** What is wrong with an answer to an operation, nothing if all is well. */
    Set<String> faults(JsonNode operation, int status, String mediaType, byte[] body) {
        JsonNode responses = operation.get("responses");
        String code = Integer.toString(status);
        if (!responses.has(code) && !responses.has("default")) {
            return Set.of("status " + code + " is not described");
        }
        JsonNode content = resolved(responses.has(code) ? responses.get(code) : responses.get("default"))
                .path("content");
        if (!content.has(mediaType)) {
            return Set.of(mediaType + " is not described for status " + code);
        }
        return mediaType.endsWith("json") ? faults(content.get(mediaType).get("schema"), json(body)) : Set.of();
    }

    /** What is wrong with a value by one of the document's schemas. */
    Set<String> faults(JsonNode schema, JsonNode value) {
        Set<String> faults = new TreeSet<>();
        compiled.computeIfAbsent(schema, this::compile)
                .validate(value)
                .forEach(fault -> faults.add(fault.getInstanceLocation() + ": " + fault.getMessage()));
        return faults;
    }

    private JsonSchema compile(JsonNode schema) {
        JsonNode closed = schema.deepCopy();
        close(closed);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.set("components", closedComponents);
        document.putArray("allOf").add(closed);
        return SCHEMAS.getSchema(document, CONFIGURATION);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").textValue().substring(1)) : node;
    }

    private static boolean matches(String template, String path) {
        return Pattern.matches(template.replaceAll("\\{[a-z]+}", "[^/]+").replace(".", "\\."), path);
    }

    private static JsonNode json(byte[] body) {
        try {
            return new ObjectMapper().readTree(body);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    // Where schemas are put together, each part alone would refuse the fields of the others.
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.has("allOf")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(OpenApiDocument::close);
    }
}
