package dev.sailplane.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;

/** Kubernetes' choice by labels. */
final class Selector {
    private Selector() {}

    /** Whether a selector (a policy's, a Deployment's) takes something with these labels; an empty one takes all. */
    static boolean matches(JsonNode selector, Map<String, String> labels) {
        return hasAll(selector.path("matchLabels"), labels)
                && selector.path("matchExpressions").valueStream().allMatch(expression -> holds(expression, labels));
    }

    /** Whether these labels have all of the wanted ones, as with a Service's selector. */
    static boolean hasAll(JsonNode wanted, Map<String, String> labels) {
        return wanted.propertyStream()
                .allMatch(label -> Objects.equals(
                        labels.get(label.getKey()), label.getValue().asText()));
    }

    private static boolean holds(JsonNode expression, Map<String, String> labels) {
        String value = labels.get(expression.path("key").asText());
        return switch (expression.path("operator").asText()) {
            case "In" ->
                expression.path("values").valueStream().map(JsonNode::asText).anyMatch(text -> text.equals(value));
            case "Exists" -> value != null;
            default -> throw new AssertionError("a selector that these tests do not know: " + expression);
        };
    }
}
