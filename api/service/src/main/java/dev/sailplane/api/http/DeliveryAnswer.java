package dev.sailplane.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplane.api.webhook.Attempt;
import dev.sailplane.api.webhook.Delivery;
import dev.sailplane.api.webhook.DeliveryState;
import dev.sailplane.contract.Webhook;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook delivery as its tenant sees it: what is not there is {@code null}, not absent.
 *
 * @param id also the {@code webhook-id} of every try
 * @param prediction the job it tells of
 * @param nextAttemptAt while it is pending
 * @param endedAt once it is not
 * @param reason why it was given up, if it was
 * @param attempts the latest tries, eldest first
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DeliveryAnswer(
        String id,
        String prediction,
        Webhook.Event event,
        URI url,
        DeliveryState.Status status,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant endedAt,
        @Nullable String reason,
        List<Try> attempts) {

    /**
     * One try.
     *
     * @param status of the answer, if there was one
     * @param reason why it was not enough, if it was not
     * @param duration in seconds
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Try(
            Instant at, @Nullable Integer status, @Nullable String reason, double duration) {
        static Try of(Attempt attempt) {
            Integer status = attempt.status().isPresent() ? attempt.status().getAsInt() : null;
            return new Try(attempt.at(), status, attempt.reason().orElse(null), attempt.milliseconds() / 1000.0);
        }
    }

    static DeliveryAnswer of(Delivery delivery) {
        return new DeliveryAnswer(
                delivery.id(),
                delivery.notice().jobId().value(),
                delivery.notice().event(),
                delivery.notice().url(),
                delivery.state().status(),
                delivery.notice().createdAt(),
                delivery.pending().map(DeliveryState.Pending::nextAttemptAt).orElse(null),
                delivery.state().endedAt().orElse(null),
                delivery.state() instanceof DeliveryState.Failed failed ? failed.reason() : null,
                delivery.attempts().stream().map(Try::of).toList());
    }
}
