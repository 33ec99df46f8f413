package dev.sailplane.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages to bytes and back: JSON in UTF-8, snake_case, times in RFC 3339. Unknown fields are ignored, so that a newer
 * writer does not stop an older reader; missing ones are refused.
 */
public final class Messages {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addMixIn(JobEvent.class, TaggedByType.class)
            .addMixIn(GenerationInput.Source.class, TaggedByKind.class)
            .build();

    private static final Set<String> ATTRIBUTES = Set.of("ce_id", "ce_source", "ce_time");

    private Messages() {}

    /** The event as JSON, for a record's value. */
    public static byte[] write(JobEvent event) {
        return toJson(event);
    }

    /** The manifest as JSON, for the bucket. */
    public static byte[] write(JobManifest manifest) {
        return toJson(manifest);
    }

    /** What is stored of an API key, as JSON. */
    public static byte[] write(KeyRecord key) {
        return toJson(key);
    }

    /** What is set for a tenant, as JSON. */
    public static byte[] write(TenantRecord tenant) {
        return toJson(tenant);
    }

    /**
     * A record's headers and value as an event.
     *
     * @throws MalformedMessageException when an attribute is missing or the value is not the JSON of an event
     */
    public static CloudEvent read(Map<String, String> headers, byte[] value) {
        if (!headers.keySet().containsAll(ATTRIBUTES)) {
            throw new MalformedMessageException("the CloudEvents headers ce_id, ce_source and ce_time are required");
        }
        try {
            return new CloudEvent(
                    headers.getOrDefault("ce_id", ""),
                    URI.create(headers.getOrDefault("ce_source", "")),
                    Instant.parse(headers.getOrDefault("ce_time", "")),
                    require(JSON.readValue(value, JobEvent.class)));
        } catch (IllegalArgumentException | DateTimeParseException badAttribute) {
            throw new MalformedMessageException("a CloudEvents header is malformed", badAttribute);
        } catch (IOException notAnEvent) {
            throw new MalformedMessageException(reason(notAnEvent), notAnEvent);
        }
    }

    /**
     * A manifest from the bucket.
     *
     * @throws MalformedMessageException when the bytes are not the JSON of a manifest
     */
    public static JobManifest readManifest(byte[] bytes) {
        return read(bytes, JobManifest.class);
    }

    /**
     * What is stored of an API key.
     *
     * @throws MalformedMessageException when the bytes are not its JSON
     */
    public static KeyRecord readKey(byte[] bytes) {
        return read(bytes, KeyRecord.class);
    }

    /**
     * What is set for a tenant.
     *
     * @throws MalformedMessageException when the bytes are not its JSON
     */
    public static TenantRecord readTenant(byte[] bytes) {
        return read(bytes, TenantRecord.class);
    }

    private static <T> T read(byte[] bytes, Class<T> type) {
        try {
            T value = JSON.readValue(bytes, type);
            if (value == null) {
                throw new MalformedMessageException("the value is null");
            }
            return value;
        } catch (IOException malformed) {
            throw new MalformedMessageException(reason(malformed), malformed);
        }
    }

    private static byte[] toJson(Object message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of the contract has no JSON form", impossible);
        }
    }

    private static JobEvent require(@Nullable JobEvent event) {
        if (event == null) {
            throw new MalformedMessageException("the value is null");
        }
        return event;
    }

    // Without the source text: it may hold a prompt.
    private static String reason(IOException failure) {
        return failure instanceof JacksonException json ? json.getOriginalMessage() : "the value cannot be read";
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = JobEvent.Accepted.class, name = "accepted"),
        @JsonSubTypes.Type(value = JobEvent.Started.class, name = "started"),
        @JsonSubTypes.Type(value = JobEvent.Progress.class, name = "progress"),
        @JsonSubTypes.Type(value = JobEvent.Preview.class, name = "preview"),
        @JsonSubTypes.Type(value = JobEvent.Output.class, name = "output"),
        @JsonSubTypes.Type(value = JobEvent.Completed.class, name = "completed"),
        @JsonSubTypes.Type(value = JobEvent.Failed.class, name = "failed"),
        @JsonSubTypes.Type(value = JobEvent.Canceled.class, name = "canceled"),
        @JsonSubTypes.Type(value = JobEvent.DeadLettered.class, name = "dead-lettered")
    })
    private interface TaggedByType {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = GenerationInput.Edit.class, name = "edit"),
        @JsonSubTypes.Type(value = GenerationInput.Variation.class, name = "variation")
    })
    private interface TaggedByKind {}
}
