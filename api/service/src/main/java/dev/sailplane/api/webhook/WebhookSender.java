package dev.sailplane.api.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.outbound.ForbiddenTargetException;
import dev.sailplane.api.outbound.OutboundClient;
import dev.sailplane.api.outbound.OutboundException;
import dev.sailplane.api.outbound.Reply;
import dev.sailplane.api.wire.PredictionRenderer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Makes one try. Blocking. */
@ApplicationScoped
public class WebhookSender {
    private static final int GONE = 410;

    private final OutboundClient client;
    private final WebhookSigner signer;
    private final PredictionRenderer renderer;
    private final ObjectMapper mapper;
    private final Duration timeout;

    /** Sends what the renderer shows, signed, by the guarded client. */
    public WebhookSender(
            OutboundClient client,
            WebhookSigner signer,
            PredictionRenderer renderer,
            ObjectMapper mapper,
            ApiConfiguration configuration) {
        this.client = client;
        this.signer = signer;
        this.renderer = renderer;
        this.mapper = mapper;
        this.timeout = configuration.webhook().timeout();
    }

    /** Sends the job as it stands, its addresses and the signature fresh. */
    Outcome send(Delivery delivery) {
        String body = body(delivery);
        try {
            return judged(client.post(
                    delivery.url(),
                    signer.headers(delivery.id(), Clock.systemUTC().instant(), body),
                    body,
                    timeout));
        } catch (ForbiddenTargetException forbidden) {
            // A name that does not resolve today may tomorrow; the guard speaks again then.
            return new Outcome.Missed("forbidden: the address " + forbidden.getMessage(), Optional.empty());
        } catch (OutboundException unreached) {
            return new Outcome.Missed("the receiver " + unreached.getMessage(), Optional.empty());
        }
    }

    private static Outcome judged(Reply reply) {
        if (reply.status() >= 200 && reply.status() < 300) {
            return new Outcome.Delivered();
        }
        String reason = "the answer was " + reply.status();
        return reply.status() == GONE
                ? new Outcome.Refused(reason)
                : new Outcome.Missed(reason, reply.retryAfter().flatMap(WebhookSender::seconds));
    }

    // The form with a date is rare and not worth a clock's difference.
    private static Optional<Duration> seconds(String retryAfter) {
        return retryAfter.matches("\\d{1,5}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)))
                : Optional.empty();
    }

    private String body(Delivery delivery) {
        try {
            return mapper.writeValueAsString(renderer.render(delivery.state()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a prediction has no JSON form", impossible);
        }
    }
}
