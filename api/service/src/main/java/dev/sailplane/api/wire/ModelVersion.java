package dev.sailplane.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A version of a model, in the shape of Replicate's.
 *
 * @param id what a request for a prediction calls {@code version}
 * @param cogVersion the version of Cog whose manners {@code openapiSchema} has: clients compare it
 * @param openapiSchema an OpenAPI document; {@code Input} and {@code Output} among its schemas are the version's own
 */
public record ModelVersion(String id, Instant createdAt, String cogVersion, JsonNode openapiSchema) {}
