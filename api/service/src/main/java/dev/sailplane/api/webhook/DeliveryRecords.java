package dev.sailplane.api.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sailplane.contract.MalformedMessageException;
import java.io.IOException;

/** Deliveries to bytes and back: JSON in the manner of the published messages, but the API's own. */
public final class DeliveryRecords {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private DeliveryRecords() {}

    /** The delivery as JSON, for a record's value. */
    public static byte[] write(Delivery delivery) {
        try {
            return JSON.writeValueAsBytes(delivery);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a delivery has no JSON form", impossible);
        }
    }

    /**
     * A record's value as a delivery.
     *
     * @throws MalformedMessageException when it is none
     */
    public static Delivery read(byte[] value) {
        try {
            Delivery delivery = JSON.readValue(value, Delivery.class);
            if (delivery == null) {
                throw new MalformedMessageException("the value is null");
            }
            return delivery;
        } catch (IOException notADelivery) {
            // Without the source text: an address may hold a password.
            throw new MalformedMessageException(
                    notADelivery instanceof JacksonException json ? json.getOriginalMessage() : "it cannot be read",
                    notADelivery);
        }
    }
}
