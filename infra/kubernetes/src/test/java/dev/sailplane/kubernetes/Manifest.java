package dev.sailplane.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One object.
 *
 * @param tree its fields
 */
record Manifest(JsonNode tree) {
    String apiVersion() {
        return tree.path("apiVersion").asText();
    }

    String kind() {
        return tree.path("kind").asText();
    }

    String name() {
        return at("/metadata/name").asText();
    }

    /** The part at a JSON pointer; missing if there is none. */
    JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    /** What this object's pods are made of; missing if it has none of its own making. */
    JsonNode podTemplate() {
        return kind().equals("Deployment") ? at("/spec/template") : MissingNode.getInstance();
    }

    Map<String, String> podLabels() {
        return podTemplate()
                .at("/metadata/labels")
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, label -> label.getValue().asText()));
    }

    /** Those of its pods, the ones that run before the others included. */
    Stream<JsonNode> containers() {
        JsonNode spec = podTemplate().path("spec");
        return Stream.of("initContainers", "containers")
                .flatMap(field -> spec.path(field).valueStream());
    }

    @Override
    public String toString() {
        return kind() + "/" + name();
    }
}
