package dev.sailplane.api.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;

/** How a delivery stands. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DeliveryState.Pending.class, name = "pending"),
    @JsonSubTypes.Type(value = DeliveryState.Delivered.class, name = "delivered"),
    @JsonSubTypes.Type(value = DeliveryState.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = DeliveryState.Gone.class, name = "gone"),
    @JsonSubTypes.Type(value = DeliveryState.Skipped.class, name = "skipped")
})
public sealed interface DeliveryState {
    /** The states by name. */
    enum Status {
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("delivered")
        DELIVERED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("gone")
        GONE,
        @JsonProperty("skipped")
        SKIPPED
    }

    /**
     * To be tried.
     *
     * @param nextAttemptAt not before
     * @param since when this round of tries began
     * @param tries made in this round
     * @param replay asked for by the tenant: tried although its address is disabled
     */
    record Pending(Instant nextAttemptAt, Instant since, int tries, boolean replay) implements DeliveryState {
        DeliveryState after(Outcome outcome, Instant at, RetrySchedule schedule) {
            return switch (outcome) {
                case Outcome.Delivered _ -> new Delivered(at);
                case Outcome.Gone _ -> new Gone(at);
                case Outcome.Missed missed ->
                    schedule.nextTry(
                                    tries + 1,
                                    at,
                                    missed.retryAfter().flatMap(header -> RetryAfter.instant(header, at)))
                            .<DeliveryState>map(next -> new Pending(next, since, tries + 1, replay))
                            .orElseGet(() -> new Failed(at, "the last of all tries: " + missed.reason()));
            };
        }
    }

    /** The receiver has it. */
    record Delivered(Instant at) implements DeliveryState {}

    /** Given up. */
    record Failed(Instant at, String reason) implements DeliveryState {}

    /** The receiver answered 410: its address is disabled for this tenant. */
    record Gone(Instant at) implements DeliveryState {}

    /** Not sent, because its address is disabled. */
    record Skipped(Instant at) implements DeliveryState {}

    /** Its name. */
    default Status status() {
        return switch (this) {
            case Pending _ -> Status.PENDING;
            case Delivered _ -> Status.DELIVERED;
            case Failed _ -> Status.FAILED;
            case Gone _ -> Status.GONE;
            case Skipped _ -> Status.SKIPPED;
        };
    }

    /** When it ended, if it has. */
    default Optional<Instant> endedAt() {
        return switch (this) {
            case Pending _ -> Optional.empty();
            case Delivered it -> Optional.of(it.at);
            case Failed it -> Optional.of(it.at);
            case Gone it -> Optional.of(it.at);
            case Skipped it -> Optional.of(it.at);
        };
    }
}
